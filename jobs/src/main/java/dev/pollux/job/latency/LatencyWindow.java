package dev.pollux.job.latency;

import dev.pollux.kafka.Topics;

/** A closed window: robot, start and end (append time, ms, end exclusive), and its statistics. */
public final class LatencyWindow {
    /** Stands for all robots together in place of a robot id. */
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
