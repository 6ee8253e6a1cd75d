package dev.pollux.state;

import dev.pollux.storage.StateFields;
import java.io.IOException;
import java.util.Arrays;

/**
 * How each sensor of one robot reports: when it was heard last, how often it is heard, and whether its silence was told. A
 * sensor here is what a robot can report by itself: a joint's position, the IMU, a foot's contact flag or wrench; efforts
 * and commands count as a whole.
 *
 * <p>What a sensor said holds while it is silent for no longer than three of its usual intervals and 10 ms, at least {@value
 * #LEAST} ns and at most {@value #MOST} ns. Contact flags may be sent rarely: theirs hold for up to {@value #MOST_FLAG} ns,
 * and for ever where flags came only when one had changed.
 */
public final class Reporting {
    /** No sensor's word is dropped sooner, ns. */
    public static final long LEAST = 30_000_000;

    /** No sensor's word but a contact flag's holds longer, ns. */
    public static final long MOST = 300_000_000;

    /** No contact flag holds longer, but where flags tell changes only, ns. */
    public static final long MOST_FLAG = 5_000_000_000L;

    /** What a sensor said no longer ago is still so: no foot comes down and bears the robot meanwhile, ns. */
    private static final long CURRENT = 10_000_000;

    /** Silence beyond three usual intervals that still holds, ns. */
    private static final long MARGIN = 10_000_000;

    /** A sensor that was lost must report for so long before it counts as back for good, ns. */
    private static final long STEADY = 500_000_000;

    /** No reading is taken for a repeated one for longer, s: sensors below 10 Hz. */
    private static final double MOST_REPEAT = 0.1;

    /** A reading is taken so many frames before what it said would hold no more, as stamps jitter. */
    private static final int REPEAT_MARGIN = 2;

    private static final long NEVER = Long.MIN_VALUE;

    /** What is known of a sensor. */
    private enum Phase {
        /** Not heard since the start. */
        UNHEARD,
        /** It reports. */
        REPORTS,
        /** It fell silent, which was told. */
        LOST,
        /** It reports again, not for long. */
        BACK
    }

    private static final Phase[] PHASES = Phase.values();

    private final int joints;
    private final int contacts;
    private final long[] heard;
    private final int[] usualMicros;
    private final Phase[] phase;
    private final long[] since;

    /** Whether a message of contact flags has ever repeated all that was known: then they are no mere changes. */
    private boolean flagsRepeat;

    /** Whether the sensors that never reported were told. */
    private boolean toldUnheard;

    /** When the first frame's sensors were read, ns. */
    private long begun = NEVER;

    private long now;

    /** Nothing heard yet of a robot's joints and contacts. */
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

    /** Forgets all of it. */
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
     * A frame has come. Where frames paused, that is no sensor's silence.
     *
     * @param sampleNanos when its sensors were read, ns
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

    /** The frame has a sensor's word. */
    public void hear(int sensor) {
        long step = heard[sensor] == NEVER ? 0 : now - heard[sensor];
        if (step > 0 && step <= most(sensor)) {
            int micros = (int) (step / 1_000);
            int usual = usualMicros[sensor];
            // a longer interval counts at once, a shorter one in the long run
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

    /** The frame's contact flags, all that it has, were known before. */
    public void hearFlagsRepeated() {
        flagsRepeat = true;
    }

    /** Whether the sensor was ever heard. */
    public boolean everHeard(int sensor) {
        return heard[sensor] != NEVER;
    }

    /** Whether what the sensor said last still holds. */
    public boolean holds(int sensor) {
        return heard[sensor] != NEVER && (changesOnly(sensor) || now - heard[sensor] <= hold(sensor));
    }

    /** Whether what the sensor said last tells of this instant: it said so just now, or would have told a change. */
    public boolean current(int sensor) {
        return heard[sensor] != NEVER && (changesOnly(sensor) || now - heard[sensor] <= CURRENT);
    }

    /** What a contact's flag said holds no more from now on: it turned out to be wrong. */
    public void refuseFlag(int k) {
        heard[flag(k)] = Math.min(heard[flag(k)], now - MOST_FLAG - 1);
        flagsRepeat = true;
    }

    /** How long frames usually are apart, s; 0: not known yet. */
    public double usualStep() {
        return 1e-6 * usualMicros[frames()];
    }

    /** How long the sensor is usually silent between two of its words, s; 0: not known yet. */
    public double usualInterval(int sensor) {
        return 1e-6 * usualMicros[sensor];
    }

    /** Whether it is known how often the sensor is heard. */
    public boolean intervalKnown(int sensor) {
        return usualMicros[sensor] > 0;
    }

    /** For how long what the sensor says holds, ns. */
    public long hold(int sensor) {
        long most = most(sensor);
        long usual = 1_000L * usualMicros[sensor];
        return usual == 0 ? most : Math.max(LEAST, Math.min(most, 3 * usual + MARGIN));
    }

    /** Whether a reading that has been repeated for so long, s, is more than a sender's repetition between two samples. */
    public boolean outlasts(int sensor, double repeated) {
        double longest = intervalKnown(sensor) ? Math.min(MOST_REPEAT, 1e-9 * hold(sensor)) : 1e-9 * LEAST;
        return repeated + REPEAT_MARGIN * usualStep() >= longest;
    }

    /** How long the sensor, which was heard, has been silent, s. */
    public double silence(int sensor) {
        return (now - heard[sensor]) * 1e-9;
    }

    /** Whether the sensor is heard less often than frames come. */
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

    /** Whether the sensor's word has just ceased to hold and that is to be told; notes that it was. */
    public boolean lose(int sensor) {
        if (phase[sensor] == Phase.UNHEARD || phase[sensor] == Phase.LOST || holds(sensor)) {
            return false;
        }
        boolean tell = phase[sensor] == Phase.REPORTS;
        phase[sensor] = Phase.LOST;
        return tell;
    }

    /** Whether a sensor that was lost has reported for half a second since, which is to be told; notes that it was. */
    public boolean regain(int sensor) {
        if (phase[sensor] != Phase.BACK || now - since[sensor] < STEADY) {
            return false;
        }
        phase[sensor] = Phase.REPORTS;
        since[sensor] = NEVER;
        return true;
    }

    /** Whether frames have come for half a second and what never reported is to be told; notes that it was. */
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

    /** @param sampleNanos when the last frame's sensors were read, ns */
    void describe(StateFields f, long sampleNanos) throws IOException {
        flagsRepeat = f.flag(flagsRepeat);
        toldUnheard = f.flag(toldUnheard);
        begun = f.near(begun, sampleNanos);
        for (int s = 0; s < heard.length; s++) {
            if (s > 0 && f.flag(same(s - 1, s))) { // most sensors report as the one before them
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
