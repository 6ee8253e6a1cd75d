/**
 * Feet on the ground: positions of the soles, which of them stand, slip, sinking and tipping, level floors, and loads
 * from joint efforts. Corrects the filter of {@code base}.
 */
@NullMarked
package dev.pollux.estimation.feet;

import org.jspecify.annotations.NullMarked;
