package dev.pollux.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * What {@link EstimatorBenchmark} measured, mean time per frame (µs): predict and correct with two feet, the same filter with
 * dense EJML matrices in the same run, and the whole estimator around it, of a robot on both feet and of one on
 * one foot while the other swings.
 *
 * @param allocBytesPerCall garbage of the worst of our three
 */
public record EstimatorFigures(
        double predictCorrectUs,
        double denseEjmlUs,
        double estimatorFrameUs,
        double estimatorStepUs,
        long allocBytesPerCall) {

    /** Measures, each part in a JVM of its own, for so many seconds. */
    public static EstimatorFigures measure(int seconds) throws RunnerException {
        JmhRun run = JmhRun.of(seconds, List.of(EstimatorBenchmark.class));
        return new EstimatorFigures(
                run.micros("predictCorrect"),
                run.micros("denseEjml"),
                run.micros("estimatorFrame"),
                run.micros("estimatorStep"),
                run.garbage("predictCorrect", "estimatorFrame", "estimatorStep"));
    }
}
