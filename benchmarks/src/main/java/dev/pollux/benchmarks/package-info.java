/** JMH benchmarks and the figures of the bench command. */
@NullMarked
package dev.pollux.benchmarks;

import org.jspecify.annotations.NullMarked;
