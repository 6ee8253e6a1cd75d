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
 * Encodes the records of {@code twin.predictions} (docs/topics.md) for one robot kind. For one thread.
 *
 * <p>A function of its arguments alone: the same state and forecast give the same bytes, always. Quantities that are not
 * known are left out, and null in an array. The array that is returned is the only garbage.
 */
public final class PredictionEncoder {
    private static final Word ROBOT_ID = new Word("robot_id");
    private static final Word MODEL = new Word("model");
    private static final Word SEQ = new Word("seq");
    private static final Word STATE = new Word("state");
    private static final Word PREDICTIONS = new Word("predictions");
    private static final Word RESIDUAL = new Word("residual");
    private static final Word HORIZON = new Word("horizon_ms");
    private static final Word SIGMA = new Word("sigma");
    private static final Word JOINT_POSITIONS = new Word("joint_positions");
    private static final Word JOINT_BOUND = new Word("joint_positions_95");
    private static final Word TORQUE_SOURCE = new Word("torque_source");
    private static final Word[] TORQUE_SOURCES = Arrays.stream(TorqueSource.values())
            .map(source -> new Word(source.name().toLowerCase(Locale.ROOT)))
            .toArray(Word[]::new);
    private static final Word PREDICTOR = new Word("predictor");
    private static final Word[] PREDICTORS = Arrays.stream(Predictor.values())
            .map(predictor -> new Word(predictor.name().toLowerCase(Locale.ROOT)))
            .toArray(Word[]::new);
    private static final Word JOINT_RMS = new Word("joint_rms");
    private static final Word JOINT_MAX = new Word("joint_max");
    private static final Word WORST_JOINT = new Word("worst_joint");
    private static final Word BASE_POSITION = new Word("base_position");
    private static final Word BASE_ORIENTATION = new Word("base_orientation");

    private final String model;
    private final Word[] jointNames;
    private final QuantityWriter quantities;
    private final MessageWriter json = MessageWriter.of(Format.JSON);
    private final MessageWriter cbor = MessageWriter.of(Format.CBOR);

    public PredictionEncoder(RobotModel model) {
        this.model = model.name();
        jointNames = model.joints().stream().map(Joint::name).map(Word::new).toArray(Word[]::new);
        quantities = new QuantityWriter(
                model.jointCount(),
                model.contacts().stream().map(ContactFrame::name).map(Word::new).toArray(Word[]::new));
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
        out.begin();
        out.text(ROBOT_ID, robotId);
        out.text(MODEL, model);
        out.field(SEQ);
        out.whole(state.seq);
        out.stamp(state.stampNanos);
        out.field(STATE);
        out.beginObject();
        quantities.write(state, out);
        out.endObject();
        BalanceWriter.write(forecast.balance, out);
        out.field(TORQUE_SOURCE);
        out.text(TORQUE_SOURCES[state.torqueSource.ordinal()]);
        out.field(PREDICTIONS);
        out.beginArray();
        for (Prediction prediction : forecast.predictions) {
            writePrediction(prediction, out);
        }
        out.endArray();
        out.field(RESIDUAL);
        out.beginArray();
        for (Residual residual : forecast.residuals) {
            writeResidual(residual, out);
        }
        out.endArray();
        return out.end();
    }

    private void writePrediction(Prediction prediction, MessageWriter out) {
        out.beginObject();
        out.computed(HORIZON, prediction.horizonNanos / 1e6);
        out.field(PREDICTOR);
        out.text(PREDICTORS[prediction.predictor.ordinal()]);
        quantities.write(prediction, out);
        BalanceWriter.write(prediction.balance, out);
        boolean joints = prediction.knows(TwinState.JOINT_POSITIONS);
        if (prediction.knows(Prediction.SIGMA) && (joints || prediction.knows(TwinState.BASE_SIGMA))) {
            out.field(SIGMA);
            out.beginObject();
            if (joints) {
                out.computed(JOINT_POSITIONS, prediction.jointPositionSigma, 0, prediction.jointPositionSigma.length);
                out.computed(JOINT_BOUND, prediction.jointPositionBound, 0, prediction.jointPositionBound.length);
            }
            if (prediction.knows(TwinState.BASE_SIGMA)) {
                out.computed(BASE_POSITION, prediction.basePositionSigma);
                out.computed(BASE_ORIENTATION, prediction.baseOrientationSigma);
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
        out.computed(HORIZON, residual.horizonNanos / 1e6);
        out.computed(JOINT_RMS, residual.jointRms);
        out.computed(JOINT_MAX, residual.jointMax);
        if (jointNames.length > 0) {
            out.field(WORST_JOINT);
            out.text(jointNames[residual.worstJoint]);
        }
        if (residual.baseScored) {
            out.computed(BASE_POSITION, residual.basePosition);
            out.computed(BASE_ORIENTATION, residual.baseOrientation);
        }
        out.endObject();
    }
}
