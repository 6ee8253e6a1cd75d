/** The messages on Kafka: JSON or CBOR to and from the twin's types. */
@NullMarked
package dev.pollux.messages;

import org.jspecify.annotations.NullMarked;
