/** Tests of the accumulators against hand-computed values. */
@NullMarked
package dev.pollux.evaluation;

import org.jspecify.annotations.NullMarked;
