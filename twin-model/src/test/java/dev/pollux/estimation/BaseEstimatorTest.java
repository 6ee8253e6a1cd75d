package dev.pollux.estimation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.Allocation;
import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.base.BaseEstimatorState;
import dev.pollux.estimation.base.Counter;
import dev.pollux.estimation.base.EstimatorInput;
import dev.pollux.estimation.base.EstimatorOptions;
import dev.pollux.estimation.base.ImuMount;
import dev.pollux.estimation.base.InvariantFilter;
import dev.pollux.estimation.base.ResetReason;
import dev.pollux.estimation.time.Gap;
import dev.pollux.spatial.Poses;
import dev.pollux.storage.StoredState;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimator on a made-up robot: two feet 0.9 m below an IMU in the base link. */
class BaseEstimatorTest {
    private static final double[] IDENTITY = Poses.identity();
    private static final double WEIGHT = 700;
    private static final long PERIOD_NS = 2_000_000;

    private final BaseEstimator estimator =
            new BaseEstimator(EstimatorOptions.simulated(WEIGHT), 2, new ImuMount(IDENTITY));
    private final BaseEstimatorState x = new BaseEstimatorState(2);
    private final EstimatorInput in = new EstimatorInput(2);
    private final BaseEstimate out = new BaseEstimate(2, new ImuMount(IDENTITY));
    private final Random random = new Random(1);
    private long frame;
    private long stampNs;

    /** A frame of the robot standing still, with a little noise. */
    private void stand() {
        in.clear();
        frame++;
        stampNs += PERIOD_NS;
        in.seq = frame;
        in.stampNs = stampNs;
        StandingSensors.imu(in, random);
        for (int c = 0; c < 2; c++) {
            StandingSensors.sole(in, c, random);
            in.force[c] = 0.5 * WEIGHT;
        }
    }

    private void update() {
        estimator.update(x, in, out);
    }

    private void standFor(int frames) {
        for (int k = 0; k < frames; k++) {
            stand();
            update();
        }
    }

    @Test
    void standingStartTakesHalfASecondAndFindsTheLevel() {
        standFor(240);
        assertThat(out.running).isFalse();
        standFor(20);
        assertThat(out.running).isTrue();
        standFor(500);
        assertThat(Math.toDegrees(Math.hypot(x.R[6], x.R[7]))).isLessThan(0.1);
        assertThat(out.velocitySigma[0]).isLessThan(0.002);
        assertThat(Math.abs(out.velocity[0])).isLessThan(0.005);
    }

    @Test
    void wrongUnitsAreRefusedWithWhatWasSeen() {
        String complaint = null;
        for (int k = 0; k < 300; k++) {
            stand();
            for (int i = 3; i < 6; i++) {
                in.imu[i] /= 9.81;
            }
            update();
            complaint = out.complaint == null ? complaint : out.complaint;
        }
        assertThat(out.running).isFalse();
        assertThat(complaint)
                .contains("gravity not found")
                .contains("expected 9.81")
                .contains("1 g");
    }

    @Test
    void anAngularVelocityOfTheLengthOfGravityIsToldAsTheSpecificForce() {
        String complaint = null;
        for (int k = 0; k < 300; k++) {
            stand();
            for (int i = 0; i < 3; i++) {
                double turn = in.imu[i];
                in.imu[i] = in.imu[3 + i];
                in.imu[3 + i] = turn;
            }
            update();
            complaint = out.complaint == null ? complaint : out.complaint;
        }
        assertThat(out.running).isFalse();
        assertThat(complaint)
                .contains("gravity not found")
                .contains(
                        "the angular velocity has the length of gravity: send it first, the specific force behind it");
    }

    @Test
    void notANumberIsRejectedAndTheFilterGoesOn() {
        standFor(400);
        stand();
        in.imu[4] = Double.NaN;
        in.sole[0] = Double.NaN;
        update();
        assertThat(x.counters[Counter.NOT_FINITE.ordinal()]).isEqualTo(1);
        assertThat(x.counters[Counter.HELD.ordinal()]).isEqualTo(1);
        standFor(200);
        assertThat(out.running).isTrue();
        assertThat(out.reset).isEqualTo(ResetReason.NONE);
        assertThat(Math.abs(out.velocity[0])).isLessThan(0.005);
    }

    /** @param refused of the foot that stands: 0 one that corrects, −1 one on trial beside one that rests */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void anInnovationWhoseCovarianceIsSingularIsCountedAndTellsNoNis(int refused) {
        standFor(400);
        double[] P = x.errorCovariance();
        int n = x.size();
        for (int i = 0; i < 6; i++) {
            int at = (i < 3 ? InvariantFilter.P : InvariantFilter.D) + i % 3;
            P[at * n + at] = i % 3 == 0 ? 1e20 : 1e-9;
        }
        x.setErrorCovariance(P);
        x.refused[0] = refused;
        x.standing[1] = 0;
        x.dwell[1] = -0.05;
        stand();
        for (int c = 0; c < 2; c++) {
            in.force[c] = Double.NaN;
            in.flag[c] = 1 - c;
        }
        update();
        assertThat(out.running).isTrue();
        assertThat(x.counters[Counter.SINGULAR.ordinal()]).isEqualTo(1);
        assertThat(out.nis[0]).isNaN();
        assertThat(x.refused[0]).isEqualTo(refused);
    }

    @Test
    void pausesAreHeldThenStaleThenStartAnew() {
        standFor(400);
        stampNs += 20_000_000;
        frame += 10;
        standFor(1);
        assertThat(out.gap).isEqualTo(Gap.HELD);
        assertThat(out.running).isTrue();
        standFor(100);
        double sigma = out.velocitySigma[0];
        stampNs += 300_000_000;
        frame += 150;
        standFor(1);
        assertThat(out.gap).isEqualTo(Gap.STALE);
        assertThat(out.velocitySigma[0]).isGreaterThan(10 * sigma);
        standFor(100);
        stampNs += 1_500_000_000L;
        standFor(1);
        assertThat(out.gap).isEqualTo(Gap.SILENT);
        assertThat(out.reset).isEqualTo(ResetReason.SILENCE);
        assertThat(out.running).isFalse();
        standFor(260);
        assertThat(out.running).isTrue();
        stampNs -= 10_000_000;
        standFor(1);
        assertThat(out.reset).isEqualTo(ResetReason.CLOCK);
    }

    @Test
    @Tag("slow")
    void slidingForTwoHundredThousandTicksNeverLocksTheFeetOut() {
        standFor(400);
        long refused = 0;
        for (int k = 0; k < 200_000; k++) {
            stand();
            // both feet slide back at 1 m/s, in fits of 0.2 s
            double slid = (k / 100) % 2 == 0 ? 0.002 * (k % 100) : 0;
            in.sole[0] -= slid;
            in.sole[3] -= slid;
            update();
            assertThat(out.running).isTrue();
        }
        refused = x.counters[Counter.REFUSED.ordinal()];
        assertThat(refused).isPositive();
        assertThat(x.counters[Counter.RESEEDED.ordinal()]).isPositive();
        long accepted = x.counters[Counter.ACCEPTED.ordinal()];
        standFor(500);
        assertThat(x.counters[Counter.ACCEPTED.ordinal()] - accepted).isGreaterThan(900);
        assertThat(Math.abs(out.velocity[0])).isLessThan(0.01);
    }

    @Test
    void aFallenRobotThatRestsStartsAgainAndOnlyOnce() {
        standFor(400);
        int restarts = 0;
        for (int k = 0; k < 1500; k++) {
            stand();
            // it topples to the side within 0.5 s and lies
            double angle = Math.min(k / 250.0, 1) * Math.PI / 2;
            in.imu[0] += k < 250 ? Math.PI : 0;
            in.imu[4] += 9.81 * Math.sin(angle);
            in.imu[5] += 9.81 * (Math.cos(angle) - 1);
            in.force[0] = 0;
            in.force[1] = 0;
            update();
            restarts += out.reset == ResetReason.FALL ? 1 : 0;
        }
        assertThat(restarts).isEqualTo(1);
        assertThat(x.R[7]).isCloseTo(1, within(0.05));
        assertThat(Math.abs(out.velocity[0])).isLessThan(0.1);
    }

    /** Walks for 8 s at 0.3 m/s over footholds that climb by {@code slope}; returns the height gained by the estimate. */
    private double climb(double slope) {
        standFor(400);
        double speed = 0;
        double base = 0;
        double[] foothold = {0, 0};
        double z = out.pose[11];
        for (int k = 0; k < 4000; k++) {
            stand();
            double push = k < 200 ? 0.75 : 0;
            in.imu[3] += push;
            in.imu[5] += slope * push;
            speed += push * 0.002;
            base += speed * 0.002;
            for (int c = 0; c < 2; c++) {
                boolean swings = k > 200 && (k / 250) % 2 == c && k % 250 < 200;
                if (swings) {
                    foothold[c] = base + 0.1;
                }
                in.force[c] = swings ? 0 : 0.5 * WEIGHT;
                in.sole[3 * c] += foothold[c] - base;
                in.sole[3 * c + 2] += slope * (foothold[c] - base);
            }
            update();
        }
        return out.pose[11] - z;
    }

    /** Pivots about both feet ever faster, 10 rad/s²: the sample held over a step must not be the one it began with. */
    @Test
    void aTurnThatGathersSpeedLeavesVelocityAlone() {
        standFor(1000);
        double worst = 0;
        for (int k = 0; k < 100; k++) {
            stand();
            double rate = 10 * 0.002 * k;
            double angle = 0.5 * 10 * (0.002 * k) * (0.002 * k);
            in.imu[0] = in.imu[2] = in.imu[4] = 0;
            in.imu[1] = rate;
            in.imu[3] = 0.9 * 10 - 9.81 * Math.sin(angle);
            in.imu[5] = 9.81 * Math.cos(angle) - 0.9 * rate * rate;
            update();
            worst = Math.max(worst, Math.abs(out.velocity[0] - 0.9 * rate));
        }
        // half a step of the turn's growth is 9 mm/s
        assertThat(worst).isLessThan(4e-3);
    }

    @Test
    void heightFollowsTheTerrainUp() {
        assertThat(climb(0.2)).isCloseTo(0.2 * (0.3 * 7.8), within(0.02));
    }

    @Test
    void heightFollowsTheTerrainDown() {
        assertThat(climb(-0.2)).isCloseTo(-0.2 * (0.3 * 7.8), within(0.02));
    }

    @Test
    void heightStaysOnFlatGround() {
        assertThat(climb(0)).isCloseTo(0, within(0.02));
    }

    @Test
    void yawAndHorizontalPositionGrowUncertainUntilAPoseArrives() {
        // at first the mean of many frames makes the feet better known
        standFor(4000);
        double yaw = out.orientationSigma[2];
        standFor(4000);
        assertThat(out.orientationSigma[2]).isGreaterThan(yaw);
        poseFor(20, 0.01, 1e-5);
        assertThat(out.orientationSigma[2]).isLessThan(2e-5);
        assertThat(out.positionSigma[0]).isLessThan(2e-5);
        assertThat(out.pose[3]).isCloseTo(0.01, within(1e-4));
    }

    /** Frames with an external pose: x, no turn, and a σ in m and rad. */
    private void poseFor(int frames, double x, double sigma) {
        for (int k = 0; k < frames; k++) {
            stand();
            for (int i = 0; i < 9; i++) {
                in.orientation[i] = i % 4 == 0 ? 1 : 0;
                in.positionCovariance[i] = i % 4 == 0 ? sigma * sigma : 0;
                in.orientationCovariance[i] = i % 4 == 0 ? sigma * sigma : 0;
            }
            in.position[0] = x;
            in.position[1] = in.position[2] = 0;
            update();
        }
    }

    @Test
    void aFarPoseMovesTheWorldAndLeavesVelocityAlone() {
        standFor(1000);
        double stride = x.d[1] - x.d[4];
        poseFor(3, 100, 0.01);
        assertThat(out.pose[3]).as("not on the first word").isCloseTo(0, within(0.05));
        poseFor(20, 100, 0.01);
        assertThat(out.pose[3]).isCloseTo(100, within(0.01));
        assertThat(x.d[1] - x.d[4]).isCloseTo(stride, within(1e-3));
        assertThat(Math.abs(out.velocity[0])).isLessThan(0.01);
        poseFor(1, 0, 0.01);
        assertThat(out.pose[3]).as("an outlier").isCloseTo(100, within(0.01));
    }

    @Test
    void withoutContactsARestingRobotKeepsItsLevelAndIsNotTakenToFall() {
        BaseEstimator footless = new BaseEstimator(EstimatorOptions.simulated(WEIGHT), 0, new ImuMount(IDENTITY));
        BaseEstimatorState state = new BaseEstimatorState(0);
        EstimatorInput input = new EstimatorInput(0);
        BaseEstimate estimate = new BaseEstimate(0, new ImuMount(IDENTITY));
        String said = "";
        for (int k = 0; k < 5000; k++) {
            stand();
            input.clear();
            input.seq = in.seq;
            input.stampNs = in.stampNs;
            System.arraycopy(in.imu, 0, input.imu, 0, 6);
            footless.update(state, input, estimate);
            assertThat(estimate.reset).isNotEqualTo(ResetReason.FALL);
            said += estimate.complaint == null ? "" : estimate.complaint;
        }
        assertThat(said).contains("no contact frames");
        assertThat(estimate.running).isTrue();
        assertThat(Math.toDegrees(Math.hypot(state.R[6], state.R[7]))).isLessThan(0.5);
        assertThat(Math.abs(estimate.velocity[0])).isLessThan(0.1);
    }

    /** Stands for two seconds with samples changed by {@code spoil}; returns what was said. */
    private String spoiled(Runnable spoil) {
        String complaint = "";
        for (int k = 0; k < 1000; k++) {
            stand();
            spoil.run();
            update();
            complaint = out.complaint == null ? complaint : out.complaint;
        }
        assertThat(out.running).isFalse();
        return complaint;
    }

    @Test
    void anImuUpsideDownIsRefused() {
        assertThat(spoiled(() -> in.imu[5] *= -1)).contains("unexpected axis").contains("mounting");
    }

    @Test
    void anImuOnItsSideIsRefusedWhenTheFeetBearTheRobot() {
        assertThat(spoiled(() -> {
                    in.imu[3] = in.imu[5];
                    in.imu[5] = 0;
                }))
                .contains("unexpected axis")
                .contains("loaded feet");
    }

    @Test
    void degreesPerSecondAreRefused() {
        assertThat(spoiled(() -> in.imu[0] = Math.toDegrees(in.imu[0] * 0.1 + 0.01)))
                .contains("degrees per second");
    }

    @Test
    void aSilentImuIsSaid() {
        assertThat(spoiled(() -> java.util.Arrays.fill(in.imu, Double.NaN))).contains("no finite IMU sample");
    }

    @Test
    void aRunningFrameAllocatesNothing() throws Exception {
        standFor(20_000);
        stand();
        assertThat(Allocation.of(1000, () -> {
                    in.seq++;
                    in.stampNs += PERIOD_NS;
                    estimator.update(x, in, out);
                }))
                .isLessThan(1000);
    }

    @Test
    void theStateTakesLessThanThreeKilobytesInACheckpoint() throws IOException {
        assertThat(StoredState.bytes(x).length).isLessThan(3000);
    }
}
