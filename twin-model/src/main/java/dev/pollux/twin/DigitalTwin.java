package dev.pollux.twin;

import dev.pollux.late.LatePlace;
import dev.pollux.late.LateWindow;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.CommandTrajectory;
import dev.pollux.prediction.Resimulation;
import dev.pollux.state.Admission;
import dev.pollux.state.Floor;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/**
 * The twin of one robot model: immutable, for any number of robots and threads. Each robot has a {@link RobotMemory},
 * each thread a {@link TwinWorkspace}; {@link #follow} processes one frame. It allocates nothing while frames come in
 * order, and its result depends on the robot's memory and the frame only.
 */
public final class DigitalTwin {
    private final RobotModel model;
    private final Predictor predictor;
    private final Floor floor;
    private final LateWindow late;
    private final long[] horizonsNanos;

    /**
     * A twin that predicts with held acceleration, on an unknown floor, without late frames.
     *
     * @param model the robot
     * @param horizonsNanos prediction horizons, ns, ascending
     */
    public DigitalTwin(RobotModel model, long... horizonsNanos) {
        this(model, Predictor.HELD, Floor.UNKNOWN, 0, horizonsNanos);
    }

    /**
     * A twin.
     *
     * @param model the robot
     * @param predictor the predictor: re-simulation needs commands; for frames without them the acceleration is held
     * @param floor knowledge about the floor on which the robot stands
     * @param lateMillis how long after the opening of a gap, by append times, its frames are admitted, ms; 0: never
     * @param horizonsNanos prediction horizons, ns, ascending; at most {@link Resimulation#MAX_HORIZON} to re-simulate
     */
    public DigitalTwin(RobotModel model, Predictor predictor, Floor floor, long lateMillis, long... horizonsNanos) {
        for (int i = 1; i < horizonsNanos.length; i++) {
            if (horizonsNanos[i] <= horizonsNanos[i - 1]) {
                throw new IllegalArgumentException("horizons must ascend, got " + Arrays.toString(horizonsNanos));
            }
        }
        if (horizonsNanos.length > 0 && horizonsNanos[horizonsNanos.length - 1] > reach(predictor) * 1e9) {
            throw new IllegalArgumentException("a re-simulation looks at most " + reach(predictor)
                    + " s ahead, got horizons of " + Arrays.toString(horizonsNanos) + " ns");
        }
        this.model = model;
        this.predictor = predictor;
        this.floor = floor;
        this.horizonsNanos = horizonsNanos.clone();
        late = new LateWindow(lateMillis);
    }

    /** How far ahead a predictor can look, s. */
    public static double reach(Predictor predictor) {
        return predictor == Predictor.RESIMULATED ? Resimulation.MAX_HORIZON : Double.POSITIVE_INFINITY;
    }

    public RobotModel model() {
        return model;
    }

    Predictor predictor() {
        return predictor;
    }

    Floor floor() {
        return floor;
    }

    long[] horizonsNanos() {
        return horizonsNanos.clone();
    }

    /** Working memory for one thread. */
    public TwinWorkspace newWorkspace() {
        return newWorkspace(() -> {});
    }

    /**
     * Working memory for one thread.
     *
     * @param onSynced called in each {@link #follow} when the state is synchronised to the frame, before the prediction
     */
    public TwinWorkspace newWorkspace(Runnable onSynced) {
        return new TwinWorkspace(this, onSynced);
    }

    /** The memory of a new robot of this model. */
    public RobotMemory newRobot() {
        return new RobotMemory(newState(), null);
    }

    /** The state of a new robot of this model. */
    public TwinState newState() {
        return newState(new FrameOrder());
    }

    /** The state of a robot of which only the frame order is known. */
    TwinState newState(FrameOrder order) {
        return new TwinState(model, horizonsNanos.length, order);
    }

    /** Compares a state's model with this twin's; a state that does not know its model's content is kept. */
    ModelChange changeOf(TwinState state) {
        boolean sameParts = state.modelId.equals(model.name())
                && (state.modelLayout == 0 || state.modelLayout == model.layout())
                && state.joints.position.length == model.jointCount()
                && state.contacts.length == model.contacts().size()
                && state.due.horizons() == horizonsNanos.length;
        if (!sameParts) {
            return ModelChange.OTHER_PARTS;
        }
        boolean same = state.modelContent == 0 || state.modelContent == model.content();
        return same ? ModelChange.NONE : ModelChange.SAME_PARTS;
    }

    /**
     * Processes one frame of a robot: admits or rejects it, synchronises the robot's state and predicts from there. A
     * robot that had another model is reset, except its order. A late frame is inserted in order, see {@link
     * LateWindow}.
     *
     * @param frame as decoded; brought to the model's order here
     * @param appendMillis append time at the broker, ms
     * @return the workspace's own answer, valid until its next call
     * @throws FrameRejectedException with the reason; the robot's order has then noted the frame, and a robot that had
     *     a model with other parts already has a new state without gaps (the job then stores neither)
     */
    public FrameAnswer follow(TwinWorkspace ws, RobotMemory robot, SensorFrame frame, long appendMillis)
            throws FrameRejectedException {
        FrameAnswer answer = own(ws).answer;
        answer.modelChange = robot.begin(this);
        LatePlace place = late.placeOf(frame, robot.state, robot.gaps, appendMillis);
        if (place == null) {
            byte[] before = late.stateBefore(frame, robot.state, robot.gaps);
            answer.begin(admit(ws, robot, frame, appendMillis), robot.state);
            robot.hold(late, frame, appendMillis, answer.admission(), before);
            step(ws, robot.state, frame, answer);
            robot.noteTold(answer.forecast().events);
        } else {
            arrange(ws, frame);
            place.fill(frame, robot.state);
            robot.placed = true;
            answer.begin(Admission.LATE, place.past());
            step(ws, place.past(), frame, answer);
            robot.state = ws.catchUp().run(place, answer.forecast().events);
        }
        robot.giveUp(late.since(appendMillis));
        return answer;
    }

    private void step(TwinWorkspace ws, TwinState state, SensorFrame frame, FrameAnswer answer) {
        state.belongTo(model);
        ws.step.sync(state, frame, answer.admission());
        ws.onSynced.run();
        ws.step.predict();
    }

    /**
     * Decides whether the order of the robot admits a frame, without synchronising.
     *
     * @throws FrameRejectedException as {@link #follow}
     */
    public Admission admit(TwinWorkspace ws, RobotMemory robot, SensorFrame frame, long appendMillis)
            throws FrameRejectedException {
        TwinState state = robot.state;
        try {
            arrange(own(ws), frame);
        } catch (FrameRejectedException rejection) {
            state.order.pass(frame);
            throw rejection;
        }
        Admission admission = state.order.admit(state.pace, state.instant, frame, appendMillis);
        robot.placed = true;
        boolean renumbered = admission == Admission.RESTARTED && Synchronisation.goesOn(state, frame);
        return renumbered ? Admission.RENUMBERED : admission;
    }

    /** Brings a decoded frame to the model's order and validates it. */
    private static void arrange(TwinWorkspace ws, SensorFrame frame) throws FrameRejectedException {
        ws.layout.arrange(frame);
        FrameValidation.check(frame);
    }

    /**
     * Predicts by re-simulation with the caller's commands.
     *
     * @param ws must have followed this robot last
     * @param out its horizon is at most {@link Resimulation#MAX_HORIZON} s
     * @throws IllegalArgumentException if the horizon is too long, or the state lacks needed quantities
     * @throws IllegalStateException if the workspace has followed another robot since
     */
    public void resimulate(TwinWorkspace ws, RobotMemory robot, CommandTrajectory commands, Prediction out) {
        at(ws, robot).resimulate(commands, out);
    }

    /**
     * Predicts by re-simulation with the last frame's commands, extrapolated with their velocity and acceleration.
     * Worth its cost only if drives are soft: see docs/algorithms/prediction.md.
     *
     * @throws IllegalArgumentException if the last frame had no commands, or as above
     * @throws IllegalStateException as above
     */
    public void resimulate(TwinWorkspace ws, RobotMemory robot, Prediction out) {
        FrameStep step = at(ws, robot);
        if (!step.reference().known()) {
            throw new IllegalArgumentException("the last frame commands no joint: nothing can be re-simulated");
        }
        step.resimulate(step.reference(), out);
    }

    private FrameStep at(TwinWorkspace ws, RobotMemory robot) {
        if (own(ws).step.state() != robot.state) {
            throw new IllegalStateException("the workspace has followed another robot, or a late frame, since");
        }
        return ws.step;
    }

    private TwinWorkspace own(TwinWorkspace ws) {
        if (ws.twin != this) {
            throw new IllegalArgumentException("the workspace is another twin's");
        }
        return ws;
    }
}
