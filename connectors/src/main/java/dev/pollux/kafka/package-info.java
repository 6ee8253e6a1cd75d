/** Where messages live on Kafka: topics and headers. */
@NullMarked
package dev.pollux.kafka;

import org.jspecify.annotations.NullMarked;
