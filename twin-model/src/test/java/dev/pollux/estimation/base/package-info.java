/** Tests of the filter of the base. */
@NullMarked
package dev.pollux.estimation.base;

import org.jspecify.annotations.NullMarked;
