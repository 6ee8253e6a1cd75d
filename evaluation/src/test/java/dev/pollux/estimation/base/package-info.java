/** Tests of the base state estimation. */
@NullMarked
package dev.pollux.estimation.base;

import org.jspecify.annotations.NullMarked;
