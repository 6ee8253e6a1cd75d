package dev.pollux.job.latency;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Latencies and result of one record, for the windows. Latencies are in ns; −1: unknown. */
public final class Timing {
    /** Result of a record. */
    public enum Outcome {
        /** Synchronised and predicted, after the frame before it. */
        IN_ORDER,
        /** Synchronised and predicted as if it had come in order, though newer frames came before it. */
        LATE,
        /** Synchronised and predicted; its stamp does not continue from the last one. */
        ANEW,
        DUPLICATE,
        /** Rejected for any other reason. */
        REJECTED
    }

    public final String robot;

    public final Outcome outcome;

    /** Append time at the broker, ms. */
    public final long appendMillis;

    /** ns of the robot's clock. */
    public long stampNanos;

    /** Frames that were given up with this one because they never came. */
    public long missing;

    /** Capture stamp to broker append. */
    public long transport = -1;

    /** Capture stamp (append time, if the robot's clock is not the system clock) to state synchronised. */
    public long sync = -1;

    /** In the operator: decode, sync, predict, encode. */
    public long compute = -1;

    /** Capture stamp (or append time) to prediction handed to the sink. */
    public long endToEnd = -1;

    /** Per horizon: joint rms (rad or m), base position (m), base orientation (rad); NaN where not scored. */
    public final double[] errors;

    public Timing(String robot, Outcome outcome, long appendMillis, int horizons) {
        this(robot, outcome, appendMillis, new double[3 * horizons]);
        Arrays.fill(errors, Double.NaN);
    }

    Timing(String robot, Outcome outcome, long appendMillis, double[] errors) {
        this.robot = robot;
        this.outcome = outcome;
        this.appendMillis = appendMillis;
        this.errors = errors;
    }

    /** Whether the frame led to a prediction. */
    public boolean admitted() {
        return outcome != Outcome.DUPLICATE && outcome != Outcome.REJECTED;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timing that
                && that.robot.equals(robot)
                && that.outcome == outcome
                && that.appendMillis == appendMillis
                && that.stampNanos == stampNanos
                && that.missing == missing
                && that.transport == transport
                && that.sync == sync
                && that.compute == compute
                && that.endToEnd == endToEnd
                && Arrays.equals(that.errors, errors);
    }

    @Override
    public int hashCode() {
        return robot.hashCode() * 31 + Long.hashCode(stampNanos);
    }
}
