/**
 * The filter of the base: its state, input and output, initialisation, time update, measurement update and innovations.
 * Feet are contact points only.
 */
@NullMarked
package dev.pollux.estimation.base;

import org.jspecify.annotations.NullMarked;
