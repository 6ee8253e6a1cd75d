/** Topics and headers of the messages on Kafka. */
@NullMarked
package dev.pollux.kafka;

import org.jspecify.annotations.NullMarked;
