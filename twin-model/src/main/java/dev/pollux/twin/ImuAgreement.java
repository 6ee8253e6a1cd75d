package dev.pollux.twin;

import dev.pollux.spatial.World;
import dev.pollux.state.AgreementMemory;
import dev.pollux.state.AgreementMemory.Verdict;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether an IMU repeats one sample while the standing legs move it, or measures in units of g. */
final class ImuAgreement {
    /** An IMU is frozen if it repeats a sample for this time, s, while standing soles move by this, m. */
    private static final double REPEATED = 0.2;

    private static final double MOVED_MEANWHILE = 0.02;

    /** Time constant of the mean specific force, s. */
    private static final double FORCE = 0.5;

    /** Mean specific force up to which the unit is g, and from which it is m/s², in m/s². */
    private static final double IN_G = 2;

    private static final double IN_SI = 5;

    /** On standing feet, a sample within this of the mean over 9.81, m/s², is in g; duration of proof, s. */
    private static final double LIKE_G = 0.5;

    private static final double TURNED_TO_G = 0.1;

    private ImuAgreement() {}

    /** A frame without a sample extends the last one by {@code dt} s. */
    static void hold(AgreementMemory m, double[] imu, double dt) {
        if (repeats(m, imu)) {
            m.repeated = Math.min(m.repeated + (float) dt, 1e3f);
        }
    }

    /** Adds a sample that represents {@code dt} s. */
    static void take(TwinState state, double[] imu, double dt, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        boolean same = repeats(m, imu);
        for (int i = 0; i < 6; i++) {
            m.imu[i] = (float) bounded(imu[i]);
        }
        m.repeated = same ? Math.min(m.repeated + (float) dt, 1e3f) : 0;
        m.movedMeanwhile = same ? m.movedMeanwhile : 0;
        if (m.verdict == Verdict.SOUND && likeG(state, m)) {
            m.inG += (float) Math.min(dt, TURNED_TO_G / 3); // one sample after a pause is not enough
            if (m.inG < TURNED_TO_G) {
                return; // the mean waits for a decision
            }
            System.arraycopy(m.imu, 3, m.force, 0, 3);
            inG(m, Math.sqrt(square(m.imu[3]) + square(m.imu[4]) + square(m.imu[5])), events);
        }
        m.inG = 0;
        boolean first = m.force[0] == 0 && m.force[1] == 0 && m.force[2] == 0;
        float gain = first ? 1 : (float) Math.min(1, dt / FORCE);
        double size = 0;
        for (int i = 0; i < 3; i++) {
            m.force[i] += gain * (m.imu[3 + i] - m.force[i]);
            size += m.force[i] * m.force[i];
        }
        TiltAgreement.take(m, dt, events);
        double force = Math.sqrt(size);
        if (m.verdict == Verdict.IMU_FROZEN && !same) {
            SensorAgreement.sound(m, "the IMU no longer repeats one sample", events);
        } else if (m.verdict == Verdict.ACCELEROMETER_IN_G && force > IN_SI) {
            SensorAgreement.sound(m, "the accelerometer measures gravity in m/s² again", events);
        }
    }

    private static boolean repeats(AgreementMemory m, double[] imu) {
        boolean same = true;
        for (int i = 0; i < 6; i++) {
            same &= (float) bounded(imu[i]) == m.imu[i];
        }
        return same;
    }

    /** Whether a robot on its feet measures the mean gravity divided by 9.81. */
    private static boolean likeG(TwinState state, AgreementMemory m) {
        double apart = 0;
        double force = 0;
        for (int i = 0; i < 3; i++) {
            apart += square(m.imu[3 + i] - m.force[i] / World.GRAVITY);
            force += square(m.force[i]);
        }
        boolean stands = false;
        for (int c = 0; c < state.base.contacts; c++) {
            stands |= state.base.running && state.base.standing[c] != 0;
        }
        return stands && force > IN_SI * IN_SI && apart < LIKE_G * LIKE_G;
    }

    private static void inG(AgreementMemory m, double force, List<TwinEvent> events) {
        m.verdict = Verdict.ACCELEROMETER_IN_G;
        SensorAgreement.tell(
                String.format(
                        Locale.ROOT,
                        "the accelerometer seems to be in g: the specific force is %.2f, expected 9.81 m/s²; the IMU is"
                                + " not used",
                        force),
                Map.of("specific_force", force),
                events);
    }

    /** Reports at the end of a window that the IMU is frozen or in g. */
    static void judge(TwinState state, List<TwinEvent> events) {
        AgreementMemory m = state.agreement;
        if (m.repeated > REPEATED && m.movedMeanwhile > MOVED_MEANWHILE && m.verdict != Verdict.IMU_FROZEN) {
            m.verdict = Verdict.IMU_FROZEN;
            m.forgetMotion();
            SensorAgreement.tell(
                    String.format(
                            Locale.ROOT,
                            "the IMU is frozen: it has repeated one sample for %.1f s, while the standing legs moved"
                                    + " it by %.3f m; it is not used",
                            m.repeated,
                            m.movedMeanwhile),
                    Map.of("repeated_s", (double) m.repeated, "legs_moved_m", (double) m.movedMeanwhile),
                    events);
        }
        double force = Math.sqrt(square(m.force[0]) + square(m.force[1]) + square(m.force[2]));
        if (m.verdict == Verdict.SOUND && state.base.running && force < IN_G && force > 1 / IN_G) {
            inG(m, force, events);
        }
    }

    private static double bounded(double x) {
        return Double.isNaN(x) ? 0 : Math.max(-1e4, Math.min(1e4, x));
    }

    private static double square(double x) {
        return x * x;
    }
}
