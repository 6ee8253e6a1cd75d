package dev.pollux.state;

import dev.pollux.model.RobotModel;
import java.util.ArrayList;
import java.util.List;

/** All that is said of one robot after one frame, beside its state: predictions and how the due ones fared. */
public final class Forecast {
    /** How the robot stands now. */
    public final BalanceState balance = new BalanceState();

    /** What was noticed with the frame; mostly empty. */
    public final List<TwinEvent> events = new ArrayList<>();

    /** One per horizon, nearest first. */
    public final Prediction[] predictions;

    /** One per horizon, in the same order. */
    public final Residual[] residuals;

    public Forecast(RobotModel model, long[] horizonsNanos) {
        predictions = new Prediction[horizonsNanos.length];
        residuals = new Residual[horizonsNanos.length];
        for (int i = 0; i < horizonsNanos.length; i++) {
            predictions[i] = new Prediction(model, horizonsNanos[i]);
            residuals[i] = new Residual(horizonsNanos[i], model.jointCount());
        }
    }
}
