package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.pollux.model.ContactFrame;
import dev.pollux.model.Joint;
import dev.pollux.model.RobotModel;
import dev.pollux.state.Forecast;
import dev.pollux.state.Prediction;
import dev.pollux.state.Predictor;
import dev.pollux.state.Residual;
import dev.pollux.state.TorqueSource;
import dev.pollux.state.TwinState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Encodes the records of {@code twin.predictions} (docs/topics.md) for one robot kind. For one thread.
 *
 * <p>A function of its arguments alone: the same state and forecast give the same bytes, always. Quantities that are not
 * known are left out. The array that is returned is the only garbage.
 */
public final class PredictionEncoder {
    private static final SerializedString ROBOT_ID = new SerializedString("robot_id");
    private static final SerializedString MODEL = new SerializedString("model");
    private static final SerializedString SEQ = new SerializedString("seq");
    private static final SerializedString STATE = new SerializedString("state");
    private static final SerializedString PREDICTIONS = new SerializedString("predictions");
    private static final SerializedString RESIDUAL = new SerializedString("residual");
    private static final SerializedString HORIZON = new SerializedString("horizon_ms");
    private static final SerializedString SIGMA = new SerializedString("sigma");
    private static final SerializedString JOINT_POSITIONS = new SerializedString("joint_positions");
    private static final SerializedString JOINT_BOUND = new SerializedString("joint_positions_95");
    private static final SerializedString TORQUE_SOURCE = new SerializedString("torque_source");
    private static final SerializedString[] TORQUE_SOURCES = Arrays.stream(TorqueSource.values())
            .map(source -> new SerializedString(source.name().toLowerCase(Locale.ROOT)))
            .toArray(SerializedString[]::new);
    private static final SerializedString PREDICTOR = new SerializedString("predictor");
    private static final SerializedString[] PREDICTORS = Arrays.stream(Predictor.values())
            .map(predictor -> new SerializedString(predictor.name().toLowerCase(Locale.ROOT)))
            .toArray(SerializedString[]::new);
    private static final SerializedString JOINT_RMS = new SerializedString("joint_rms");
    private static final SerializedString JOINT_MAX = new SerializedString("joint_max");
    private static final SerializedString WORST_JOINT = new SerializedString("worst_joint");
    private static final SerializedString BASE_POSITION = new SerializedString("base_position");
    private static final SerializedString BASE_ORIENTATION = new SerializedString("base_orientation");

    private final String model;
    private final SerializedString[] jointNames;
    private final QuantityWriter quantities;
    private final MessageWriter json = new MessageWriter(Format.JSON);
    private final MessageWriter cbor = new MessageWriter(Format.CBOR);

    public PredictionEncoder(RobotModel model) {
        this.model = model.name();
        jointNames = model.joints().stream()
                .map(Joint::name)
                .map(SerializedString::new)
                .toArray(SerializedString[]::new);
        quantities = new QuantityWriter(model.contacts().stream()
                .map(ContactFrame::name)
                .map(SerializedString::new)
                .toArray(SerializedString[]::new));
    }

    /**
     * Encodes what is known and predicted after a frame.
     *
     * @param robotId the robot
     * @param state the state, with the frame's seq and stamp
     * @param forecast predictions and residuals made from it
     */
    public byte[] encode(String robotId, TwinState state, Forecast forecast, Format format) {
        MessageWriter out = format == Format.CBOR ? cbor : json;
        try {
            JsonGenerator g = out.begin();
            g.writeFieldName(ROBOT_ID);
            g.writeString(robotId);
            g.writeFieldName(MODEL);
            g.writeString(model);
            g.writeFieldName(SEQ);
            g.writeNumber(state.seq);
            out.stamp(state.stampNanos);
            g.writeFieldName(STATE);
            g.writeStartObject();
            quantities.write(state, out, g);
            g.writeEndObject();
            BalanceWriter.write(forecast.balance, out, g);
            g.writeFieldName(TORQUE_SOURCE);
            g.writeString(TORQUE_SOURCES[state.torqueSource.ordinal()]);
            g.writeFieldName(PREDICTIONS);
            g.writeStartArray();
            for (Prediction prediction : forecast.predictions) {
                writePrediction(prediction, out, g);
            }
            g.writeEndArray();
            g.writeFieldName(RESIDUAL);
            g.writeStartArray();
            for (Residual residual : forecast.residuals) {
                writeResidual(residual, out, g);
            }
            g.writeEndArray();
            return out.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void writePrediction(Prediction prediction, MessageWriter out, JsonGenerator g) throws IOException {
        g.writeStartObject();
        out.computed(HORIZON, prediction.horizonNanos / 1e6);
        g.writeFieldName(PREDICTOR);
        g.writeString(PREDICTORS[prediction.predictor.ordinal()]);
        quantities.write(prediction, out, g);
        BalanceWriter.write(prediction.balance, out, g);
        if (prediction.knows(Prediction.SIGMA)) {
            g.writeFieldName(SIGMA);
            g.writeStartObject();
            out.computed(JOINT_POSITIONS, prediction.jointPositionSigma, 0, prediction.jointPositionSigma.length);
            out.computed(JOINT_BOUND, prediction.jointPositionBound, 0, prediction.jointPositionBound.length);
            if (prediction.knows(TwinState.BASE_SIGMA)) {
                out.computed(BASE_POSITION, prediction.basePositionSigma);
                out.computed(BASE_ORIENTATION, prediction.baseOrientationSigma);
            }
            g.writeEndObject();
        }
        g.writeEndObject();
    }

    private void writeResidual(Residual residual, MessageWriter out, JsonGenerator g) throws IOException {
        if (!residual.scored) {
            return;
        }
        g.writeStartObject();
        out.computed(HORIZON, residual.horizonNanos / 1e6);
        out.computed(JOINT_RMS, residual.jointRms);
        out.computed(JOINT_MAX, residual.jointMax);
        if (jointNames.length > 0) {
            g.writeFieldName(WORST_JOINT);
            g.writeString(jointNames[residual.worstJoint]);
        }
        if (residual.baseScored) {
            out.computed(BASE_POSITION, residual.basePosition);
            out.computed(BASE_ORIENTATION, residual.baseOrientation);
        }
        g.writeEndObject();
    }
}
