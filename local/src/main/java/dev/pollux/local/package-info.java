/** A Kafka broker and a Flink cluster in this JVM, for the demo, the benchmarks and the tests. */
@NullMarked
package dev.pollux.local;

import org.jspecify.annotations.NullMarked;
