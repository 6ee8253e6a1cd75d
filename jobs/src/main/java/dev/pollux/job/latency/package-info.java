/** Windows of latency, frame loss and prediction error, per robot and for the fleet. */
@NullMarked
package dev.pollux.job.latency;

import org.jspecify.annotations.NullMarked;
