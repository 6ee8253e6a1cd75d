/** What things cost: JMH benchmarks and the figures the bench command prints. */
@NullMarked
package dev.pollux.benchmarks;

import org.jspecify.annotations.NullMarked;
