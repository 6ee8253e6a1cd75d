/**
 * The filter of the base: the state that a checkpoint keeps, what it is given and what it says, initialisation, time update,
 * measurement update and innovations. Knows feet as contact points only.
 */
@NullMarked
package dev.pollux.estimation.base;

import org.jspecify.annotations.NullMarked;
