package dev.pollux.estimation.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.estimation.joints.JointEstimate;
import dev.pollux.estimation.joints.JointFilter;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time between samples of eight joints that swing, as {@link SampleClock} has it, beside the true one. */
class SampleClockTest {
    private static final double JITTER = 1e-3;
    private static final int JOINTS = 8;

    private final SampleClock clock = new SampleClock(SampleClock.USUAL_JITTER);
    private final JointTime told = new JointTime();
    private final JointFilter filter = new JointFilter(JOINTS);
    private final JointEstimate x = new JointEstimate(JOINTS);
    private final double[] c = new double[SampleClock.SIZE];
    private final Random random = new Random(1);
    private double time;
    private double stamp;

    @Test
    void stampsThatStandStillForASecondAreCountedOnceTheyHaveToldTheRate() {
        step(0, 0);
        double worst = 0;
        for (int k = 1; k < 3_000; k++) {
            time += 0.002;
            double before = stamp;
            double dt = step(Math.floor(time + 0.3), 1);
            if (time > 0.1 && time < 1.7) {
                assertThat(SampleClock.unknown(c)).isTrue();
            } else if (time > 1.71) {
                assertThat(SampleClock.unknown(c)).isFalse();
                // a leap may set the phase right, by less than a tick
                worst = Math.max(worst, stamp == before ? Math.abs(dt - 0.002) : 0);
            }
        }
        assertThat(worst).isLessThan(0.01 * 0.002);
        assertThat(SampleClock.grain(c)).isEqualTo(1);
    }

    @Test
    void stampsOfTenMillisecondsGrainAreAsGoodAsFineOnes() {
        step(0, 0);
        for (int k = 1; k < 2_000; k++) {
            time += 0.002;
            double dt = step(Math.floor(100 * time) / 100, 0);
            if (k > 500) {
                assertThat(dt).isCloseTo(0.002, within(0.1 * 0.002));
            }
        }
    }

    @Test
    void aRobotThatSamplesFiveTimesAsOftenAsBeforeIsFollowedAtOnce() {
        assertThat(worstAfterAChange(0.01, 0.002, 3)).isLessThan(0.001);
    }

    @Test
    void aRobotThatSamplesAFifthAsOftenAsBeforeIsFollowedAtOnce() {
        assertThat(worstAfterAChange(0.002, 0.01, 0)).isLessThan(0.001);
    }

    @Test
    void aSeqThatLeapsWhileStampsAreOffTheirLineIsNoOtherRate() {
        step(0, 0);
        for (int k = 1; k < 2_000; k++) {
            time += 0.002;
            double off = k < 1_000 ? 0 : 0.075; // a clock that was set
            double dt = step(time + off + 2 * JITTER * random.nextDouble(), k == 1_010 ? 131 : 1);
            if (k >= 1_000) {
                assertThat(dt).as("frame " + k).isCloseTo(0.002, within(0.001));
                assertThat(SampleClock.period(c)).as("frame " + k).isCloseTo(0.002, within(0.01 * 0.002));
            }
        }
    }

    /** Largest error of the time between two samples, s, from so many after the change on, where the seq goes on by one. */
    private double worstAfterAChange(double before, double after, int from) {
        double worst = 0;
        step(0, 0);
        for (int k = 1; k < 1_200; k++) {
            double period = k < 1_000 ? before : after;
            time += period;
            double dt = step(time + 2 * JITTER * random.nextDouble(), 1);
            worst = k < 1_000 + from ? worst : Math.max(worst, Math.abs(dt - period));
        }
        return worst;
    }

    /** Takes the sample of now, of encoders of 0.1 mrad and velocities of 0.02 rad/s; the time since the one before, s. */
    private double step(double newStamp, int ticks) {
        double[] q = new double[JOINTS];
        double[] v = new double[JOINTS];
        for (int j = 0; j < JOINTS; j++) {
            double w = 5 + j;
            q[j] = 0.3 * Math.sin(w * time + j) + 1e-4 * random.nextGaussian();
            v[j] = 0.3 * w * Math.cos(w * time + j) + 0.02 * random.nextGaussian();
        }
        double dt = 0;
        if (x.frames > 0) {
            double elapsed = newStamp - stamp;
            told.measure(x, q, v, clock.sinceJoints(c, elapsed, ticks));
            dt = clock.advance(c, elapsed, ticks, told);
        }
        stamp = newStamp;
        filter.advance(x, q, v, null, dt);
        filter.correctAcceleration(x, null, 0, 0);
        return dt;
    }
}
