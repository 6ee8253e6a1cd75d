/** Position, velocity and acceleration of each joint: a Kalman filter and statistics of the samples. */
@NullMarked
package dev.pollux.estimation.joints;

import org.jspecify.annotations.NullMarked;
