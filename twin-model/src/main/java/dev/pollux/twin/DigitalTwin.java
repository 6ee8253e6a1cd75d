package dev.pollux.twin;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.estimation.feet.Floor;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.CommandTrajectory;
import dev.pollux.prediction.HeldAcceleration;
import dev.pollux.prediction.Resimulation;
import dev.pollux.state.Admission;
import dev.pollux.state.BalanceState;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The twin's mathematics for one kind of robot: model and scratch memory, for one thread. What is known of each robot is
 * a {@link TwinState} of the caller's. A frame goes {@link #admit} ► {@link #sync} ► {@link #predict}; none of them
 * allocates, and their results depend on the state and the frame only.
 */
public final class DigitalTwin {
    /** Step of a re-simulation, s: stiff drives are stable with it. */
    private static final double RESIMULATION_STEP = 0.002;

    private final RobotModel model;
    private final Predictor predictor;
    private final FrameLayout layout;
    private final Synchronisation synchronisation;
    private final Resimulation resimulation;
    private final Forecast forecast;
    private final BalanceWatch balance;
    private final DivergenceWatch divergence;
    private final int judged;
    private final Prediction[] one = new Prediction[1];
    private final HeldAcceleration held;

    /**
     * A twin that holds the acceleration.
     *
     * @param model the robot
     * @param horizonsNanos how far to look ahead, ns, ascending
     */
    public DigitalTwin(RobotModel model, long... horizonsNanos) {
        this(model, Predictor.HELD, horizonsNanos);
    }

    /**
     * A twin on an unknown floor.
     *
     * @param predictor how to predict
     */
    public DigitalTwin(RobotModel model, Predictor predictor, long... horizonsNanos) {
        this(model, predictor, Floor.UNKNOWN, horizonsNanos);
    }

    /**
     * A twin.
     *
     * @param model the robot
     * @param predictor how to predict: a re-simulation needs commands, and where a frame has none the acceleration is held
     * @param floor what is known of the floor where the robot stands
     * @param horizonsNanos how far to look ahead, ns, ascending; at most {@link Resimulation#MAX_HORIZON} to re-simulate
     */
    public DigitalTwin(RobotModel model, Predictor predictor, Floor floor, long... horizonsNanos) {
        for (int i = 1; i < horizonsNanos.length; i++) {
            if (horizonsNanos[i] <= horizonsNanos[i - 1]) {
                throw new IllegalArgumentException("horizons must ascend, got " + Arrays.toString(horizonsNanos));
            }
        }
        if (predictor == Predictor.RESIMULATED
                && horizonsNanos.length > 0
                && !Resimulation.reaches(horizonsNanos[horizonsNanos.length - 1])) {
            throw new IllegalArgumentException("a re-simulation looks at most " + Resimulation.MAX_HORIZON
                    + " s ahead, got horizons of " + Arrays.toString(horizonsNanos) + " ns");
        }
        this.model = model;
        this.predictor = predictor;
        layout = new FrameLayout(model);
        synchronisation = new Synchronisation(model, floor, predictor);
        balance = new BalanceWatch(model, synchronisation.physics(), synchronisation.feet());
        divergence = new DivergenceWatch(model);
        judged = Math.min(1, horizonsNanos.length - 1);
        resimulation = new Resimulation(model);
        held = new HeldAcceleration(model);
        forecast = new Forecast(model, horizonsNanos.clone());
    }

    public RobotModel model() {
        return model;
    }

    /** The state of a robot of this kind that was never heard of. */
    public TwinState newState() {
        return new TwinState(model, forecast.predictions.length);
    }

    /** The state of a robot that was another kind of robot until now: only the order of its frames goes on. */
    public TwinState newState(FrameOrder order) {
        return new TwinState(model, forecast.predictions.length, order);
    }

    /** Whether a state has this twin's joints, contacts and horizons: the joints and contacts by their names and order. */
    public boolean fits(TwinState state) {
        return (state.modelLayout == 0 || state.modelLayout == model.layout())
                && state.jointPositions.length == model.jointCount()
                && state.contacts.length == model.contacts().size()
                && state.due.horizons() == forecast.predictions.length;
    }

    /** Whether nothing that a twin computes with has changed since the state's model; a state that does not know goes on. */
    public boolean sameModel(TwinState state) {
        return state.modelContent == 0 || state.modelContent == model.content();
    }

    /**
     * Brings a decoded frame to the model's order, checks its form and its place in the robot's order. A frame that is
     * refused leaves the state as it was, but for what FrameOrder remembers of it.
     *
     * @param arrivalMillis append time at the broker, ms
     * @throws FrameRejectedException with the reason
     */
    public Admission admit(TwinState state, SensorFrame frame, long arrivalMillis) throws FrameRejectedException {
        try {
            arrange(frame);
        } catch (FrameRejectedException rejection) {
            state.order.pass(frame);
            throw rejection;
        }
        Admission admission = state.order.admit(state.pace, state.instant, frame, arrivalMillis);
        boolean renumbered = admission == Admission.RESTARTED && Synchronisation.goesOn(state, frame);
        return renumbered ? Admission.RENUMBERED : admission;
    }

    /** Brings a decoded frame to the model's order and checks its form. */
    void arrange(SensorFrame frame) throws FrameRejectedException {
        layout.arrange(frame);
        FrameForm.check(frame);
    }

    /** Takes in an admitted frame: only what is present is synced. After a restart or a clock jump the past is dropped. */
    public void sync(TwinState state, SensorFrame frame, Admission admission) {
        forecast.events.clear();
        synchronisation.sync(state, frame, admission.anew(), forecast.events);
        state.told.tell(frame.unused, forecast.events);
        TwinEvent news = state.order.news();
        if (news != null) {
            forecast.events.add(news);
        }
    }

    /**
     * Scores the predictions that fell due with the frame synced last, which must have been this state's, then predicts at
     * every horizon and judges the balance.
     *
     * @return this twin's own forecast, valid until the next call
     */
    public Forecast predict(TwinState state) {
        forecast.balance.known = false;
        if (synchronisation.moving()) {
            balance.assess(state, forecast.balance);
        }
        lookAhead(state);
        for (int h = 0; h < forecast.predictions.length; h++) {
            score(state, h);
            Prediction prediction = forecast.predictions[h];
            balance.assess(forecast.balance, prediction);
            state.bands.describe(h, state, prediction);
            state.due.keep(h, prediction, state.sampleNanos);
        }
        if (forecast.predictions.length > 0) {
            BalanceState ahead = forecast.predictions[forecast.predictions.length - 1].balance;
            balance.tell(state, forecast.balance, ahead, synchronisation.step(), forecast.events);
        }
        return forecast;
    }

    private void lookAhead(TwinState state) {
        boolean done = predictor == Predictor.RESIMULATED
                && state.torqueSource == TorqueSource.COMMANDS
                && resimulation.run(state, synchronisation.reference(), RESIMULATION_STEP, forecast.predictions);
        if (!done) {
            for (Prediction prediction : forecast.predictions) {
                held.predict(state, prediction);
            }
        }
    }

    /**
     * What the estimator of the base says of the frame synced last, in its own world; null where it does not run.
     *
     * @return this twin's own estimate, valid until the next sync
     */
    public @Nullable BaseEstimate baseEstimate() {
        return synchronisation.estimate();
    }

    private void score(TwinState state, int h) {
        Residual residual = forecast.residuals[h];
        state.due.score(h, state, residual);
        if (!residual.scored) {
            return;
        }
        state.bands.learn(h, residual);
        if (h == judged) {
            divergence.judge(state, residual, forecast.events);
        }
    }

    /** Predicts {@code out.horizonNanos} ahead of a state, without a band. */
    public void predict(TwinState state, Prediction out) {
        held.predict(state, out);
    }

    /**
     * Predicts by re-simulation under the drives' law, the last frame's reference carried on by its own velocity and
     * acceleration. Worth its cost only where drives are soft: see docs/algorithms/prediction.md.
     *
     * @throws IllegalArgumentException where the last synced frame commanded nothing, or the state knows too little
     */
    public void resimulate(TwinState state, Prediction out) {
        if (!synchronisation.reference().known()) {
            throw new IllegalArgumentException("the last frame commands no joint: nothing can be re-simulated");
        }
        predict(state, synchronisation.reference(), out);
    }

    /**
     * Predicts under commands that the caller brings, by re-simulation, up to {@link Resimulation#MAX_HORIZON} s ahead.
     *
     * @throws IllegalArgumentException where the horizon is too long or the state knows too little
     */
    public void predict(TwinState state, CommandTrajectory commands, Prediction out) {
        one[0] = out;
        resimulation.run(state, commands, RESIMULATION_STEP, one);
    }
}
