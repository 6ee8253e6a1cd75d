/** Robots from files: URDF, the description beside it, and the built-in ones. */
@NullMarked
package dev.pollux.robot;

import org.jspecify.annotations.NullMarked;
