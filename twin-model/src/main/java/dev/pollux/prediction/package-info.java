/** Predictions of a robot's motion, from extrapolation to full dynamics. */
@NullMarked
package dev.pollux.prediction;

import org.jspecify.annotations.NullMarked;
