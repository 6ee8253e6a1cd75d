/** Robots from files: URDF and description, and the built-in models. */
@NullMarked
package dev.pollux.robot;

import org.jspecify.annotations.NullMarked;
