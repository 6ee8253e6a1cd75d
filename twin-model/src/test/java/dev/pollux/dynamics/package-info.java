/** Tests of the rigid-body dynamics. */
@NullMarked
package dev.pollux.dynamics;

import org.jspecify.annotations.NullMarked;
