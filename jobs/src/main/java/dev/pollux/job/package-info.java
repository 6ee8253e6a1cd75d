/** The Flink job: the topology, its operator, its sources and sinks at Kafka and its main class. */
@NullMarked
package dev.pollux.job;

import org.jspecify.annotations.NullMarked;
