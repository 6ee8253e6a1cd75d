/**
 * Feet on the ground: where the soles are, which of them stand, how they slip, sink and tip, what a level floor says, and the
 * loads that joint efforts tell. Corrects the filter of {@code base}.
 */
@NullMarked
package dev.pollux.estimation.feet;

import org.jspecify.annotations.NullMarked;
