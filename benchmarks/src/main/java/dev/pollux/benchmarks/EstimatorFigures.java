package dev.pollux.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Results of {@link EstimatorBenchmark}, mean time per frame (µs): time update and corrections with two feet, the same
 * filter with dense EJML matrices in the same run, and the whole estimator for a robot on both feet and on one foot
 * while the other swings.
 *
 * @param allocBytesPerCall greatest garbage per call of our three
 */
public record EstimatorFigures(
        double predictCorrectUs,
        double denseEjmlUs,
        double estimatorFrameUs,
        double estimatorStepUs,
        long allocBytesPerCall) {

    /** Measures for this number of seconds, each part in its own JVM. */
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
