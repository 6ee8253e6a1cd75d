/** Rigid-body dynamics of states in lines of JSON. */
@NullMarked
package dev.pollux.rigidbody;

import org.jspecify.annotations.NullMarked;
