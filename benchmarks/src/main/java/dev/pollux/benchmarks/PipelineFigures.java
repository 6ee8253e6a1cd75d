package dev.pollux.benchmarks;

import dev.pollux.demo.Figures;
import java.util.Map;

/**
 * The twin's job compared with one that does nothing.
 *
 * @param passThroughFps frames per second from Kafka through Flink to Kafka, unchanged
 * @param twinFps the same with the twin in between
 * @param ratio of the two
 * @param passThroughMs due time of a frame to its arrival at a reader, open loop
 * @param twinMs the same with the twin in between
 * @param options of both jobs, in addition to the defaults
 * @param openLoopFps the rate of the open-loop runs
 */
public record PipelineFigures(
        double passThroughFps,
        double twinFps,
        double ratio,
        Figures passThroughMs,
        Figures twinMs,
        double openLoopFps,
        long backlogFrames,
        Map<String, String> options,
        int cores) {}
