/** Tests of sample times. */
@NullMarked
package dev.pollux.estimation.time;

import org.jspecify.annotations.NullMarked;
