/** What a robot will do next, from simple extrapolation to full dynamics. */
@NullMarked
package dev.pollux.prediction;

import org.jspecify.annotations.NullMarked;
