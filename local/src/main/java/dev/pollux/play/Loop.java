package dev.pollux.play;

/**
 * Part of a recording that can be repeated: its end matches its beginning, so that its first frame can follow its last
 * one.
 *
 * @param from index of its first frame in the recording
 * @param end index of the frame that the first one replaces
 */
record Loop(long from, long end) {}
