/** Sampling times of the sensors: even ticks with jitter, time from the joints' motion, gaps between frames. */
@NullMarked
package dev.pollux.estimation.time;

import org.jspecify.annotations.NullMarked;
