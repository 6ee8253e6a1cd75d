package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * How each sensor of one robot reports: when it reported last, its usual interval, and whether its silence was
 * reported. A sensor here is anything that can report alone: a joint's position, the IMU, a foot's contact flag or
 * wrench; efforts and commands count as a whole each.
 *
 * <p>A reading stays valid for three usual intervals and 10 ms, at least {@value #LEAST} ns and at most {@value #MOST}
 * ns. Contact flags may be sent rarely: they stay valid for up to {@value #MOST_FLAG} ns, and without limit if flags
 * come only when one has changed.
 */
public final class Reporting {
    /** Every reading stays valid for at least this time, ns. */
    public static final long LEAST = 30_000_000;

    /** No reading except a contact flag stays valid for longer, ns. */
    public static final long MOST = 300_000_000;

    /** No contact flag stays valid for longer, unless flags are sent on change only, ns. */
    public static final long MOST_FLAG = 5_000_000_000L;

    /** A reading up to this age is current: in this time no foot touches down and takes the load, ns. */
    private static final long CURRENT = 10_000_000;

    /** Allowed silence beyond three usual intervals, ns. */
    private static final long MARGIN = 10_000_000;

    /** A lost sensor must report for this time before it counts as restored, ns. */
    private static final long STEADY = 500_000_000;

    /** Longest repetition of a reading by a sender between two samples, s: the period of a 10 Hz sensor. */
    private static final double MOST_REPEAT = 0.1;

    /** A reading is taken this many frames before its predecessor expires, because stamps jitter. */
    private static final int REPEAT_MARGIN = 2;

    private static final long NEVER = Long.MIN_VALUE;

    /** State of a sensor. */
    private enum Phase {
        /** No report since the start. */
        UNHEARD,
        /** It reports. */
        REPORTS,
        /** It is silent, which was reported. */
        LOST,
        /** It reports again, but not for long enough. */
        BACK
    }

    private static final Phase[] PHASES = Phase.values();

    private final int joints;
    private final int contacts;
    private final long[] heard;
    private final int[] usualMicros;
    private final Phase[] phase;
    private final long[] since;

    /** Whether a message of contact flags has ever repeated all known flags: then flags are not sent on change only. */
    private boolean flagsRepeat;

    /** Whether the sensors that never reported were named in an event. */
    private boolean toldUnheard;

    /** Sample time of the first frame, ns. */
    private long begun = NEVER;

    private long now;

    /** The start: no sensor of the robot has reported. */
    Reporting(int joints, int contacts) {
        this.joints = joints;
        this.contacts = contacts;
        int sensors = joints + 6 + 2 * contacts;
        heard = new long[sensors];
        usualMicros = new int[sensors];
        phase = new Phase[sensors];
        since = new long[sensors];
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        Arrays.fill(heard, NEVER);
        Arrays.fill(usualMicros, 0);
        Arrays.fill(phase, Phase.UNHEARD);
        Arrays.fill(since, NEVER);
        flagsRepeat = false;
        toldUnheard = false;
        begun = NEVER;
    }

    /** Number of sensors; joint j's encoder is sensor j. */
    public int sensors() {
        return heard.length;
    }

    /** The frames themselves. */
    private int frames() {
        return joints;
    }

    /** The IMU. */
    public int imu() {
        return joints + 1;
    }

    /** The drives' efforts, as a whole. */
    public int efforts() {
        return joints + 2;
    }

    /** The drives' commands, as a whole. */
    public int commands() {
        return joints + 3;
    }

    /** The measured pose of the base. */
    public int basePose() {
        return joints + 4;
    }

    /** The measured velocity of the base. */
    public int baseVelocity() {
        return joints + 5;
    }

    /** Contact k's flag. */
    public int flag(int k) {
        return joints + 6 + k;
    }

    /** Contact k's wrench. */
    public int wrench(int k) {
        return joints + 6 + contacts + k;
    }

    /**
     * Advances to a new frame. A pause of all frames is not a silence of a sensor.
     *
     * @param sampleNanos its sample time, ns
     */
    public void advance(long sampleNanos) {
        if (begun == NEVER) {
            begun = sampleNanos;
        }
        long pause = heard[frames()] == NEVER ? 0 : sampleNanos - heard[frames()];
        long usual = 1_000L * usualMicros[frames()];
        if (usual > 0 && pause > 3 * usual + MARGIN) {
            for (int s = 0; s < heard.length; s++) {
                heard[s] += heard[s] == NEVER ? 0 : pause - usual;
                since[s] += since[s] == NEVER ? 0 : pause - usual;
            }
            begun += pause - usual;
        }
        now = sampleNanos;
        hear(frames());
    }

    /** Notes that the frame contains this sensor. */
    public void hear(int sensor) {
        long step = heard[sensor] == NEVER ? 0 : now - heard[sensor];
        if (step > 0 && step <= most(sensor)) {
            int micros = (int) (step / 1_000);
            int usual = usualMicros[sensor];
            // a longer interval counts at once, a shorter one only gradually
            usualMicros[sensor] = usual == 0 ? micros : usual + (micros - usual) / (micros > usual ? 2 : 16);
        }
        heard[sensor] = now;
        if (phase[sensor] == Phase.LOST) {
            phase[sensor] = Phase.BACK;
            since[sensor] = now;
        } else if (phase[sensor] == Phase.UNHEARD) {
            phase[sensor] = Phase.REPORTS;
        }
    }

    /** Notes that all contact flags of the frame repeat known values. */
    public void hearFlagsRepeated() {
        flagsRepeat = true;
    }

    /** Whether the sensor has ever reported. */
    public boolean everHeard(int sensor) {
        return heard[sensor] != NEVER;
    }

    /** Whether the last reading of the sensor is still valid. */
    public boolean holds(int sensor) {
        return heard[sensor] != NEVER && (changesOnly(sensor) || now - heard[sensor] <= hold(sensor));
    }

    /** Whether the last reading applies to this instant: it is recent, or a change would have been sent. */
    public boolean current(int sensor) {
        return heard[sensor] != NEVER && (changesOnly(sensor) || now - heard[sensor] <= CURRENT);
    }

    /** Invalidates the last reading of a contact's flag, because it proved wrong. */
    public void refuseFlag(int k) {
        heard[flag(k)] = Math.min(heard[flag(k)], now - MOST_FLAG - 1);
        flagsRepeat = true;
    }

    /** Usual interval between frames, s; 0: not known yet. */
    public double usualStep() {
        return 1e-6 * usualMicros[frames()];
    }

    /** Usual interval between two reports of the sensor, s; 0: not known yet. */
    public double usualInterval(int sensor) {
        return 1e-6 * usualMicros[sensor];
    }

    /** Whether the sensor's usual interval is known. */
    public boolean intervalKnown(int sensor) {
        return usualMicros[sensor] > 0;
    }

    /** How long a reading of the sensor stays valid, ns. */
    public long hold(int sensor) {
        long most = most(sensor);
        long usual = 1_000L * usualMicros[sensor];
        return usual == 0 ? most : Math.max(LEAST, Math.min(most, 3 * usual + MARGIN));
    }

    /** Whether a reading repeated for this long, s, is more than a sender's repetition between two samples. */
    public boolean outlasts(int sensor, double repeated) {
        double longest = intervalKnown(sensor) ? Math.min(MOST_REPEAT, 1e-9 * hold(sensor)) : 1e-9 * LEAST;
        return repeated + REPEAT_MARGIN * usualStep() >= longest;
    }

    /** Time since the last report of the sensor, which has reported before, s. */
    public double silence(int sensor) {
        return (now - heard[sensor]) * 1e-9;
    }

    /** Whether the sensor reports less often than frames come. */
    public boolean slow(int sensor) {
        return usualMicros[sensor] > 1.5 * usualMicros[frames()];
    }

    private boolean isFlag(int sensor) {
        return sensor >= flag(0) && sensor < wrench(0);
    }

    private boolean changesOnly(int sensor) {
        return isFlag(sensor) && !flagsRepeat;
    }

    private long most(int sensor) {
        return isFlag(sensor) ? MOST_FLAG : MOST;
    }

    /** Whether the sensor's reading has just expired and must be reported as lost; marks it as reported. */
    public boolean lose(int sensor) {
        if (phase[sensor] == Phase.UNHEARD || phase[sensor] == Phase.LOST || holds(sensor)) {
            return false;
        }
        boolean tell = phase[sensor] == Phase.REPORTS;
        phase[sensor] = Phase.LOST;
        return tell;
    }

    /** Whether a lost sensor has reported for 0.5 s and must be reported as restored now; marks it as reported. */
    public boolean regain(int sensor) {
        if (phase[sensor] != Phase.BACK || now - since[sensor] < STEADY) {
            return false;
        }
        phase[sensor] = Phase.REPORTS;
        since[sensor] = NEVER;
        return true;
    }

    /** Whether frames have come for 0.5 s, so that sensors that never reported must be named now; marks it as done. */
    public boolean judgeUnheard() {
        if (toldUnheard || now - begun < STEADY) {
            return false;
        }
        toldUnheard = true;
        return true;
    }

    private boolean same(int a, int b) {
        return phase[a] == phase[b] && heard[a] == heard[b] && usualMicros[a] == usualMicros[b] && since[a] == since[b];
    }

    /** @param sampleNanos sample time of the last frame, ns */
    void describe(StateFields f, long sampleNanos) throws IOException {
        flagsRepeat = f.flag(flagsRepeat);
        toldUnheard = f.flag(toldUnheard);
        begun = f.near(begun, sampleNanos);
        for (int s = 0; s < heard.length; s++) {
            if (s > 0 && f.flag(same(s - 1, s))) { // most sensors report like the one before them
                phase[s] = phase[s - 1];
                heard[s] = heard[s - 1];
                usualMicros[s] = usualMicros[s - 1];
                since[s] = since[s - 1];
            } else {
                phase[s] = f.choice(phase[s], PHASES);
                heard[s] = f.near(heard[s], sampleNanos);
                usualMicros[s] = f.whole(usualMicros[s]);
                since[s] = f.near(since[s], sampleNanos);
            }
        }
        now = f.near(now, sampleNanos);
    }
}
