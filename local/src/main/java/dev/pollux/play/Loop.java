package dev.pollux.play;

/**
 * Part of a recording that can be played again and again: its end is as its beginning, and the frame with which it would go
 * on is the one with which it begins.
 *
 * @param from the frame with which it begins, counted from the recording's first
 * @param end the frame in whose place that one comes again
 */
record Loop(long from, long end) {}
