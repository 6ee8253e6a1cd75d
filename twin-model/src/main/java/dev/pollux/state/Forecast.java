package dev.pollux.state;

import dev.pollux.model.RobotModel;

/** All that is said of one robot after one frame, beside its state: predictions and how the due ones fared. */
public final class Forecast {
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
