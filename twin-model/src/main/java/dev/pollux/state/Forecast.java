package dev.pollux.state;

import dev.pollux.model.RobotModel;
import java.util.ArrayList;
import java.util.List;

/** Results for one robot after one frame besides its state: predictions, residuals, balance and events. */
public final class Forecast {
    /** Present balance of the robot. */
    public final BalanceState balance = new BalanceState();

    /** Events of this frame; usually empty. */
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
