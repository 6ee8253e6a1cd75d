/** Rigid-body dynamics of states that come as lines of JSON. */
@NullMarked
package dev.pollux.rigidbody;

import org.jspecify.annotations.NullMarked;
