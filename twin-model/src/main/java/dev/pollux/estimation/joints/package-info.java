/** Position, velocity and acceleration of each joint: a Kalman filter of three states, and what its sensors' samples tell. */
@NullMarked
package dev.pollux.estimation.joints;

import org.jspecify.annotations.NullMarked;
