/** Tests of feet on the ground. */
@NullMarked
package dev.pollux.estimation.feet;

import org.jspecify.annotations.NullMarked;
