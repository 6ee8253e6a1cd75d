/** Rotations and rigid transforms on flat row-major arrays: SO(3), SE(3). */
@NullMarked
package dev.pollux.spatial;

import org.jspecify.annotations.NullMarked;
