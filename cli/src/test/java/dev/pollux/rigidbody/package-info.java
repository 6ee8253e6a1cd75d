/** Tests of the dynamics command against Pinocchio. */
@NullMarked
package dev.pollux.rigidbody;

import org.jspecify.annotations.NullMarked;
