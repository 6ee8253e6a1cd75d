/** What was understood of a robot's URDF, for people and for programs. */
@NullMarked
package dev.pollux.inspect;

import org.jspecify.annotations.NullMarked;
