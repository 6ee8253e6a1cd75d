/** Recordings played to Kafka in real time, as a fleet of robots. */
@NullMarked
package dev.pollux.play;

import org.jspecify.annotations.NullMarked;
