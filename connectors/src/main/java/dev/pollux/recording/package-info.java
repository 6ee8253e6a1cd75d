/** Recordings of robots in files: frames and, if known, the truth. */
@NullMarked
package dev.pollux.recording;

import org.jspecify.annotations.NullMarked;
