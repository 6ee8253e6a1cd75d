/** Rigid-body dynamics of kinematic trees: forward, inverse, mass matrix, momentum, contacts; nothing allocates. */
@NullMarked
package dev.pollux.dynamics;

import org.jspecify.annotations.NullMarked;
