package dev.pollux.twin;

import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.GateMemory;
import dev.pollux.state.GateMemory.Velocities;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether joint velocities are the rates of their positions: with a reversed sign, in degrees or in revolutions they
 * are a constant multiple of them. They are removed as soon as the difference exceeds noise, reported after enough
 * motion, and used again after as much motion with correct velocities. Working memory for one model and thread.
 */
final class VelocityAgreement {
    private static final Velocities[] KINDS = Velocities.values();

    /** A joint moves if two samples differ by this many σ of their difference and by this many rad/s or m/s. */
    private static final double SIGMAS = 3 * Math.sqrt(2);

    private static final double MOVES = 0.15;

    /** Greatest motion between two samples, rad or m, and greatest speed, rad/s or m/s. */
    private static final double LEAP = 0.03;

    private static final double FASTEST = 30;

    /** Greatest time between joint samples, s, for which they show how joints move now. */
    private static final double RECENT = 0.1;

    /** Motion after which a reversed sign is reported, rad or m: more than with delayed velocities. */
    private static final double OPPOSED_WAY = 0.1;

    /** Motion after which a wrong unit is reported, rad. */
    private static final double UNIT_WAY = 0.02;

    /** Motion from which velocities are removed, rad or m: noise of one sample gives as much. */
    private static final double DOUBTED_WAY = 0.0015;

    /** Share of the motion that is enough for a joint while another one is reported. */
    private static final double NEARLY = 0.25;

    /** This many joints, and no other moving one, mean all joints: drivers use one unit. */
    private static final int SEVERAL = 3;

    /** The same for signs, as a share of the joints: fewer may belong to one limb. */
    private static final double MORE_THAN_A_LIMB = 0.25;

    /** Tolerance factor of the ratio of velocity and rate. */
    private static final double WITHIN = 2;

    private static final double DEGREES = Math.toDegrees(1);
    private static final double REVOLUTIONS = 30 / Math.PI;

    /** Most joints that are named in an event. */
    private static final int NAMED = 10;

    private final RobotModel model;
    private final int joints;
    private final SensorFrame passed = new SensorFrame();
    private final boolean[] moves;
    private final Velocities[] now;

    VelocityAgreement(RobotModel model) {
        this.model = model;
        joints = model.jointCount();
        moves = new boolean[joints];
        now = new Velocities[joints];
    }

    /** Returns the frame, or a copy without wrong velocities, valid until the next call. */
    SensorFrame pass(TwinState state, SensorFrame frame) {
        GateMemory memory = state.gate;
        boolean all = true;
        boolean any = false;
        for (int j = 0; j < joints && frame.has(SensorFrame.JOINT_VELOCITIES); j++) {
            boolean out = leftOut(memory, j);
            any |= out;
            all &= out || Double.isNaN(frame.jointVelocities[j]);
        }
        if (!any) {
            return frame;
        }
        passed.copyFrom(frame);
        for (int j = 0; j < joints; j++) {
            passed.jointVelocities[j] = leftOut(memory, j) ? Double.NaN : passed.jointVelocities[j];
        }
        passed.drop(all ? SensorFrame.JOINT_VELOCITIES : 0);
        return passed;
    }

    private static boolean leftOut(GateMemory memory, int j) {
        return memory.velocitiesTold[j] || memory.velocities[j] != Velocities.AGREE && memory.way[j] >= DOUBTED_WAY;
    }

    /**
     * Checks a frame's velocities.
     *
     * @param state the state after the frame before
     * @param frame including removed velocities
     * @param dt s since the frame before; 0 for the first
     */
    void judge(TwinState state, SensorFrame frame, double dt, List<TwinEvent> events) {
        GateMemory memory = state.gate;
        double since = memory.sinceEncoders() + dt;
        if (!frame.has(SensorFrame.JOINT_POSITIONS | SensorFrame.JOINT_VELOCITIES)
                || state.joints.frames == 0
                || memory.degrees > 0
                || !(dt > 0)
                || since > RECENT) {
            return;
        }
        boolean sure = false;
        boolean again = false;
        for (int j = 0; j < joints; j++) {
            double moved = frame.jointPositions[j] - state.joints.measured(j);
            double least = Math.max(SIGMAS * Math.sqrt(state.joints.encoderVariance(j)), MOVES * since);
            boolean leaps = Math.abs(moved) > LEAP + FASTEST * since; // a position that the gate rejects gives no rate
            moves[j] = Math.abs(moved) > least
                    && !leaps
                    && !Double.isNaN(frame.jointVelocities[j])
                    && !state.joints.coarse(j);
            if (!moves[j]) {
                continue;
            }
            double ratio = frame.jointVelocities[j] * since / moved;
            now[j] = said(model.joints().get(j), ratio);
            count(memory, j, Math.abs(moved), is(ratio, 1));
            boolean far = memory.velocities[j] != Velocities.AGREE && memory.way[j] >= enough(memory, j);
            sure |= far && !memory.velocitiesTold[j];
            again |= far && memory.velocitiesTold[j];
        }
        for (Velocities said : KINDS) {
            if (sure && said != Velocities.AGREE) {
                tell(memory, said, events);
            }
        }
        if (again) {
            tellAgain(memory, events);
        }
    }

    /** Measures joint j's motion with wrong velocities or, after the report, with correct ones. */
    private void count(GateMemory memory, int j, double moved, boolean agrees) {
        boolean same = now[j] == memory.velocities[j] && now[j] != Velocities.AGREE;
        if (memory.velocitiesTold[j]) {
            memory.way[j] = same ? 0 : memory.way[j] + (float) (agrees ? moved : 0);
        } else {
            memory.velocities[j] = now[j];
            memory.way[j] = now[j] == Velocities.AGREE ? 0 : (same ? memory.way[j] : 0) + (float) moved;
        }
    }

    /** Reports the joints whose velocities are correct again. */
    private void tellAgain(GateMemory memory, List<TwinEvent> events) {
        List<String> names = List.of();
        for (int j = 0; j < joints; j++) {
            if (memory.velocitiesTold[j] && memory.way[j] >= NEARLY * way(memory.velocities[j])) {
                memory.believeVelocities(j);
                names = with(names, j);
            }
        }
        String words = "the velocities of " + list(names) + " agree with the positions again: they are used";
        events.add(new TwinEvent(Kind.SENSOR_REFUSED, words, Map.of("joints", (double) names.size())));
    }

    private static Velocities said(Joint joint, double ratio) {
        if (is(-ratio, 1)) {
            return Velocities.OPPOSED;
        }
        boolean turns = joint.type().turns();
        return turns && is(Math.abs(ratio), DEGREES)
                ? Velocities.IN_DEGREES
                : turns && is(Math.abs(ratio), REVOLUTIONS) ? Velocities.IN_REVOLUTIONS : Velocities.AGREE;
    }

    private static boolean is(double ratio, double expected) {
        return ratio > expected / WITHIN && ratio < expected * WITHIN;
    }

    /** Motion of joint j before it is reported, rad or m. */
    private double enough(GateMemory memory, int j) {
        Velocities said = memory.velocities[j];
        boolean alone = true;
        for (int i = 0; i < joints; i++) {
            alone &= memory.velocitiesTold[j] || !memory.velocitiesTold[i] || memory.velocities[i] != said;
        }
        return alone ? way(said) : NEARLY * way(said);
    }

    private static double way(Velocities said) {
        return said == Velocities.OPPOSED ? OPPOSED_WAY : UNIT_WAY;
    }

    /** Reports the joints for which this is certain or nearly so; if these are all that move, all joints. */
    private void tell(GateMemory memory, Velocities said, List<TwinEvent> events) {
        List<String> names = List.of();
        boolean sure = false;
        boolean all = true;
        int told = 0;
        for (int j = 0; j < joints; j++) {
            all &= !moves[j] || now[j] == said;
            if (memory.velocities[j] != said) {
                continue;
            }
            if (!memory.velocitiesTold[j] && memory.way[j] >= NEARLY * way(said)) {
                sure |= memory.way[j] >= enough(memory, j);
                names = with(names, j);
            }
            told += memory.velocitiesTold[j] ? 1 : 0;
        }
        if (!sure) {
            return;
        }
        all &= told + names.size() >= Math.max(SEVERAL, said == Velocities.OPPOSED ? MORE_THAN_A_LIMB * joints : 0);
        for (int j = 0; j < joints; j++) {
            boolean nearly = memory.velocities[j] == said && memory.way[j] >= NEARLY * way(said);
            if (!memory.velocitiesTold[j] && (all || nearly)) {
                memory.velocities[j] = said;
                memory.velocitiesTold[j] = true;
                memory.way[j] = 0;
            }
        }
        events.add(new TwinEvent(
                Kind.SENSOR_REFUSED,
                "the velocities of " + (all ? "all joints" : list(names)) + " " + words(said)
                        + "; they are not used until they agree with the positions",
                Map.of("joints", (double) (all ? joints : names.size()))));
    }

    private static String words(Velocities said) {
        return switch (said) {
            case AGREE -> throw new IllegalArgumentException("velocities that agree are not reported");
            case OPPOSED -> "seem to have the wrong sign: they say the opposite of what the positions do";
            case IN_DEGREES -> "seem to be in degrees per second: they are some 57 times what the positions do";
            case IN_REVOLUTIONS ->
                "seem to be in revolutions per minute: they are some 9.5 times what the positions do";
        };
    }

    private List<String> with(List<String> names, int j) {
        List<String> more = new ArrayList<>(names);
        more.add(model.joints().get(j).name());
        return more;
    }

    private static String list(List<String> names) {
        int shown = Math.min(NAMED, names.size());
        String rest = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        return (names.size() == 1 ? "joint " : "joints ") + String.join(", ", names.subList(0, shown)) + rest;
    }
}
