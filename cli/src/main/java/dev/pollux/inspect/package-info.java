/** Shows what was understood of a robot's URDF, as text and as JSON. */
@NullMarked
package dev.pollux.inspect;

import org.jspecify.annotations.NullMarked;
