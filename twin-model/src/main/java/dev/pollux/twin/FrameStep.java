package dev.pollux.twin;

import dev.pollux.estimation.base.BaseEstimate;
import dev.pollux.prediction.CommandTrajectory;
import dev.pollux.prediction.ExtrapolatedReference;
import dev.pollux.prediction.HeldAcceleration;
import dev.pollux.prediction.Resimulation;
import dev.pollux.state.Admission;
import dev.pollux.state.BalanceState;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import org.jspecify.annotations.Nullable;

/**
 * Brings a state to the instant of an admitted frame and predicts from there: sync ► present balance ► predict for all
 * horizons ► per horizon: score the prediction that is due, learn from it, complete and keep the new one ► balance
 * events. Working memory that remembers the state that it processed last.
 */
final class FrameStep {
    /** Step of a re-simulation, s: small enough to be stable with stiff drives. */
    private static final double RESIMULATION_STEP = 0.002;

    private final DigitalTwin twin;
    private final Synchronisation synchronisation;
    private final Resimulation resimulation;
    private final HeldAcceleration held;
    private final BalanceWatch balance;
    private final DivergenceWatch divergence;
    private final Forecast forecast;
    private final int judged;
    private final Prediction[] one = new Prediction[1];
    private @Nullable TwinState state;

    FrameStep(DigitalTwin twin) {
        this.twin = twin;
        synchronisation = new Synchronisation(twin.model(), twin.floor(), twin.predictor());
        balance = new BalanceWatch(twin.model(), synchronisation.physics(), synchronisation.feet());
        divergence = new DivergenceWatch(twin.model());
        resimulation = new Resimulation(twin.model());
        held = new HeldAcceleration(twin.model());
        forecast = new Forecast(twin.model(), twin.horizonsNanos());
        judged = Math.min(1, forecast.predictions.length - 1);
    }

    /** Synchronises the state to an admitted frame. After a restart or a clock jump the state is reset first. */
    void sync(TwinState state, SensorFrame frame, Admission admission) {
        this.state = null;
        forecast.events.clear();
        synchronisation.sync(state, frame, admission.anew(), forecast.events);
        state.told.tell(frame.unused, forecast.events);
        TwinEvent news = state.order.news();
        if (news != null) {
            forecast.events.add(news);
        }
        this.state = state;
    }

    /** Predicts for every horizon, scores earlier predictions that are due, and assesses the balance now and ahead. */
    void predict() {
        TwinState state = state();
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
    }

    private void lookAhead(TwinState state) {
        boolean done = twin.predictor() == Predictor.RESIMULATED
                && state.torqueSource == TorqueSource.COMMANDS
                && resimulation.run(state, synchronisation.reference(), RESIMULATION_STEP, forecast.predictions);
        if (!done) {
            for (Prediction prediction : forecast.predictions) {
                held.predict(state, prediction);
            }
        }
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

    /** Re-simulates from the state with commands, up to {@link Resimulation#MAX_HORIZON} s ahead. */
    void resimulate(CommandTrajectory commands, Prediction out) {
        one[0] = out;
        resimulation.run(state(), commands, RESIMULATION_STEP, one);
    }

    /** The last frame's commands, extrapolated with their velocity and acceleration. */
    ExtrapolatedReference reference() {
        return synchronisation.reference();
    }

    /**
     * The state that was synchronised to its frame.
     *
     * @throws IllegalStateException if there is none, or the last synchronisation failed
     */
    TwinState state() {
        if (state == null) {
            throw new IllegalStateException("no frame was followed yet, or following the last one failed");
        }
        return state;
    }

    Forecast forecast() {
        return forecast;
    }

    /** The base estimate of the state; null if there is no estimator. */
    @Nullable BaseEstimate baseEstimate() {
        return synchronisation.estimate();
    }
}
