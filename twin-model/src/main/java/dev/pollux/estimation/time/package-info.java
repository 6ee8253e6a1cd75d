/** When the sensors were sampled: even ticks behind stamps that jitter, the time that joints tell, and gaps between frames. */
@NullMarked
package dev.pollux.estimation.time;

import org.jspecify.annotations.NullMarked;
