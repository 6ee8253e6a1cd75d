package dev.pollux.job.latency;

import dev.pollux.kafka.Topics;

/** A closed window: whose, from when to when (append time, ms, end exclusive), and what it gathered. */
public final class LatencyWindow {
    /** In place of a robot's id: all robots together. */
    public static final String FLEET = Topics.FLEET_KEY;

    public final String robot;

    public final long startMillis;

    public final long endMillis;

    public final Statistics statistics;

    public LatencyWindow(String robot, long startMillis, long endMillis, Statistics statistics) {
        this.robot = robot;
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.statistics = statistics;
    }
}
