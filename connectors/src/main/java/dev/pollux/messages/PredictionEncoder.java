package dev.pollux.messages;

import dev.pollux.model.ContactFrame;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.Residual;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinState;
import java.util.Arrays;
import java.util.Locale;

/**
 * Encodes the records of {@code twin.predictions} (docs/topics.md) for one model. For one thread.
 *
 * <p>The bytes depend only on the arguments. Unknown quantities are omitted, or null in an array. The returned array is
 * the only allocation.
 */
public final class PredictionEncoder {
    private static final EncodedText[] TORQUE_SOURCES = Arrays.stream(TorqueSource.values())
            .map(source -> new EncodedText(source.name().toLowerCase(Locale.ROOT)))
            .toArray(EncodedText[]::new);
    private static final EncodedText[] PREDICTORS = Arrays.stream(Predictor.values())
            .map(predictor -> new EncodedText(predictor.name().toLowerCase(Locale.ROOT)))
            .toArray(EncodedText[]::new);

    private final String model;
    private final EncodedText[] jointNames;
    private final QuantityWriter quantities;
    private final MessageWriter json = MessageWriter.of(Format.JSON);
    private final MessageWriter cbor = MessageWriter.of(Format.CBOR);

    public PredictionEncoder(RobotModel model) {
        this.model = model.name();
        jointNames =
                model.joints().stream().map(Joint::name).map(EncodedText::new).toArray(EncodedText[]::new);
        quantities = new QuantityWriter(
                model.jointCount(),
                model.contacts().stream()
                        .map(ContactFrame::name)
                        .map(EncodedText::new)
                        .toArray(EncodedText[]::new));
    }

    /**
     * Encodes state and predictions after a frame.
     *
     * @param robotId the robot
     * @param state the state, with the frame's seq and stamp
     * @param forecast predictions and residuals made from it
     */
    public byte[] encode(String robotId, TwinState state, Forecast forecast, Format format) {
        MessageWriter out = format == Format.CBOR ? cbor : json;
        out.begin();
        out.text(MessageField.ROBOT_ID, robotId);
        out.text(MessageField.MODEL, model);
        out.field(MessageField.SEQ);
        out.integer(state.seq);
        out.stamp(state.stampNanos);
        out.field(MessageField.STATE);
        out.beginObject();
        quantities.write(state, out);
        out.endObject();
        BalanceWriter.write(forecast.balance, out);
        out.field(MessageField.TORQUE_SOURCE);
        out.text(TORQUE_SOURCES[state.torqueSource.ordinal()]);
        out.field(MessageField.PREDICTIONS);
        out.beginArray();
        for (Prediction prediction : forecast.predictions) {
            writePrediction(prediction, out);
        }
        out.endArray();
        out.field(MessageField.RESIDUAL);
        out.beginArray();
        for (Residual residual : forecast.residuals) {
            writeResidual(residual, out);
        }
        out.endArray();
        return out.end();
    }

    private void writePrediction(Prediction prediction, MessageWriter out) {
        out.beginObject();
        out.computed(MessageField.HORIZON, prediction.horizonNanos / 1e6);
        out.field(MessageField.PREDICTOR);
        out.text(PREDICTORS[prediction.predictor.ordinal()]);
        quantities.write(prediction, out);
        BalanceWriter.write(prediction.balance, out);
        boolean joints = prediction.knows(TwinState.JOINT_POSITIONS);
        if (prediction.knows(Prediction.SIGMA) && (joints || prediction.knows(TwinState.BASE_SIGMA))) {
            out.field(MessageField.SIGMA);
            out.beginObject();
            if (joints) {
                out.computed(
                        MessageField.JOINT_POSITIONS,
                        prediction.jointPositionSigma,
                        0,
                        prediction.jointPositionSigma.length);
                out.computed(
                        MessageField.JOINT_POSITIONS_95,
                        prediction.jointPositionBound,
                        0,
                        prediction.jointPositionBound.length);
            }
            if (prediction.knows(TwinState.BASE_SIGMA)) {
                out.computed(MessageField.BASE_POSITION, prediction.basePositionSigma);
                out.computed(MessageField.BASE_ORIENTATION, prediction.baseOrientationSigma);
            }
            out.endObject();
        }
        out.endObject();
    }

    private void writeResidual(Residual residual, MessageWriter out) {
        if (!residual.scored) {
            return;
        }
        out.beginObject();
        out.computed(MessageField.HORIZON, residual.horizonNanos / 1e6);
        out.computed(MessageField.JOINT_RMS, residual.jointRms);
        out.computed(MessageField.JOINT_MAX, residual.jointMax);
        if (jointNames.length > 0) {
            out.field(MessageField.WORST_JOINT);
            out.text(jointNames[residual.worstJoint]);
        }
        if (residual.baseScored) {
            out.computed(MessageField.BASE_POSITION, residual.basePosition);
            out.computed(MessageField.BASE_ORIENTATION, residual.baseOrientation);
        }
        out.endObject();
    }
}
