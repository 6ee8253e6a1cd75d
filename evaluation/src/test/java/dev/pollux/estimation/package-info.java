/** Tests of the base state estimation. */
@NullMarked
package dev.pollux.estimation;

import org.jspecify.annotations.NullMarked;
