/** Late frames: they have the same effect as if they had come in order. */
@NullMarked
package dev.pollux.late;

import org.jspecify.annotations.NullMarked;
