/** Recordings of robots in files: frames, and where known the truth. */
@NullMarked
package dev.pollux.recording;

import org.jspecify.annotations.NullMarked;
