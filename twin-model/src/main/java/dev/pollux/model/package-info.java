/** The robot model from its files: an immutable kinematic tree with inertias, frames, limits and drives. */
@NullMarked
package dev.pollux.model;

import org.jspecify.annotations.NullMarked;
