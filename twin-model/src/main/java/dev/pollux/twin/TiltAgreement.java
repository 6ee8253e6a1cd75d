package dev.pollux.twin;

import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.TiltMemory;
import dev.pollux.state.TwinEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether gyro and accelerometer show the same tilt, even if no foot sensor helps. An upward direction u is turned by
 * the gyro, du/dt = −ω × u, and pulled towards the mean specific force within some seconds (R. Mahony, T. Hamel, J.-M.
 * Pflimlin, IEEE Trans. Automatic Control 53(5), 2008): a bias b keeps it b τ away, a gyro in degrees anywhere. A fall
 * keeps it away only until the mean force follows.
 */
final class TiltAgreement {
    /** Time constant τ, s: detects a bias of 0.2 rad/s. */
    private static final double DRAWN = 3;

    /** Cosine of the angle from which they contradict each other, and up to which they agree, 29° and 14°. */
    private static final double APART = 0.875;

    private static final double ALIKE = 0.97;

    /** Least duration, s, minus this factor times that of the opposite: a gyro in degrees is right at moments. */
    private static final double LASTS = 2;

    private static final double FORGOTTEN = 0.5;

    /** Tolerance of the size of gravity, as a share, unless the robot falls or hops; other sensors measure less. */
    static final double GRAVITY_SHARE = 0.4;

    /** Over half a second, a robot that stands or walks measures gravity within this share. */
    private static final double FULL = 0.15;

    private TiltAgreement() {}

    /** Adds an IMU sample that represents {@code dt} s, after it was added to the mean force. */
    static void take(AgreementMemory agreement, double dt, List<TwinEvent> events) {
        TiltMemory m = agreement.tilt;
        double force = norm(agreement.force);
        if (Math.abs(force - World.GRAVITY) > GRAVITY_SHARE * World.GRAVITY) {
            return;
        }
        float[] u = m.up;
        double known = norm(u);
        double wx = (agreement.imu[0] - agreement.turn.taken[0]) * dt;
        double wy = (agreement.imu[1] - agreement.turn.taken[1]) * dt;
        double wz = (agreement.imu[2] - agreement.turn.taken[2]) * dt;
        double x = u[0] - (wy * u[2] - wz * u[1]);
        double y = u[1] - (wz * u[0] - wx * u[2]);
        double z = u[2] - (wx * u[1] - wy * u[0]);
        double turned = Math.sqrt(x * x + y * y + z * z);
        double gain = known == 0 ? 1 : Math.min(1, dt / DRAWN);
        double kept = known == 0 ? 0 : (1 - gain) / turned;
        u[0] = (float) (kept * x + gain * agreement.force[0] / force);
        u[1] = (float) (kept * y + gain * agreement.force[1] / force);
        u[2] = (float) (kept * z + gain * agreement.force[2] / force);
        double cosine = cosine(agreement);
        boolean told = agreement.verdict == Verdict.GYRO_AGAINST_GRAVITY;
        boolean changes = told ? cosine > ALIKE : cosine < APART;
        m.lasted = (float) Math.max(0, m.lasted + (changes ? dt : -FORGOTTEN * dt));
        if (m.lasted < LASTS) {
            return;
        }
        m.lasted = 0;
        if (told) {
            SensorAgreement.sound(agreement, "gyro and accelerometer measure the same tilt again", events);
        } else if (agreement.verdict == Verdict.SOUND) {
            agreement.verdict = Verdict.GYRO_AGAINST_GRAVITY;
            double angle = Math.acos(Math.max(-1, Math.min(1, cosine)));
            SensorAgreement.tell(
                    String.format(
                            Locale.ROOT,
                            "gyro and accelerometer contradict each other: by the gyro the robot is tilted by %.0f° more than"
                                    + " gravity is felt; is the gyro in degrees per second, has its bias jumped, or are its axes"
                                    + " turned? the IMU is not used",
                            Math.toDegrees(angle)),
                    Map.of("apart_rad", angle),
                    events);
        }
    }

    /**
     * Whether a fall that the gyro shows is wrong: gravity has another direction, and its full size. A robot that
     * topples is carried by its feet less and less, and measures that.
     */
    static boolean feelsUpright(AgreementMemory agreement) {
        boolean full = Math.abs(norm(agreement.force) - World.GRAVITY) < FULL * World.GRAVITY;
        return full && norm(agreement.tilt.up) > 0 && cosine(agreement) < APART;
    }

    /** Cosine of the angle between the gyro's up and the mean specific force. */
    private static double cosine(AgreementMemory agreement) {
        float[] u = agreement.tilt.up;
        float[] f = agreement.force;
        return (u[0] * f[0] + u[1] * f[1] + u[2] * f[2]) / (norm(u) * norm(f));
    }

    private static double norm(float[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}
