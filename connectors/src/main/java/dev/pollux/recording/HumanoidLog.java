package dev.pollux.recording;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SE3;
import dev.pollux.spatial.SO3;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log of the built-in humanoid in simulation ({@code humanoid_28-*.noisy.jsonl.gz}): its sensors, joined by seq with
 * the truth from the clean file next to it.
 *
 * <p>The clean file is a recording too: of ideal sensors. It has no commands after its controller has given up.
 *
 * <p>Without the clean file there is no truth.
 */
final class HumanoidLog implements Recording {
    private static final String[] SOLES = {"left_sole", "right_sole"};

    private final Lines noisy;
    private final @Nullable Lines clean;
    private final JsonNode header;
    private final String[] joints;
    private final @Nullable Double rateHz;
    private final double[] kp;
    private final double[] kd;
    private final HumanoidLogRecord measured;
    private final HumanoidLogRecord actual;
    private final RobotModel model = BuiltInModels.humanoid28();
    private final boolean ideal;
    private final double[] rotation = new double[9];

    HumanoidLog(Lines noisy, JsonNode header) throws IOException {
        this.noisy = noisy;
        this.header = header;
        String[] names = JsonLines.texts(header.path("joints"));
        if (names == null || !List.of(names).equals(model.jointNames())) {
            throw noisy.complaint("the header's joints are not those of " + model.name());
        }
        joints = names;
        rateHz = JsonLines.rate(header);
        kp = numbers(header, "kp");
        kd = numbers(header, "kd");
        measured = new HumanoidLogRecord(joints.length);
        ideal = header.path("version").asText().equals("clean");
        actual = ideal ? measured : new HumanoidLogRecord(joints.length);
        Path truth = noisy.file()
                .resolveSibling(Path.of(header.path("truth").asText()).getFileName());
        clean = !ideal && Files.exists(truth) ? new Lines(truth) : null;
        if (clean != null) {
            clean.next();
            actual.seq = -1;
        }
    }

    /** Whether a header is that of such a log. */
    static boolean recognises(JsonNode header) {
        String version = header.path("version").asText();
        return header.path("robot").asText().equals(BuiltInModels.HUMANOID_28)
                && (version.equals("clean")
                        || version.equals("noisy") && header.path("truth").isTextual());
    }

    private double[] numbers(JsonNode header, String field) throws IOException {
        double[] numbers = new double[joints.length];
        if (header.path(field).size() != numbers.length) {
            throw noisy.complaint("the header's " + field + " is not one number a joint");
        }
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = header.path(field).get(i).asDouble();
        }
        return numbers;
    }

    @Override
    public boolean next(RecordedFrame out) throws IOException {
        byte[] line = noisy.next();
        if (line == null || !measured.read(line, noisy)) {
            return false;
        }
        out.clear();
        out.episode = measured.episode;
        if (ideal) {
            measured.deriveFeedForward(kp, kd);
        }
        takeMeasured(out.frame);
        if (ideal || findTruth()) {
            takeTruth(out);
        }
        return true;
    }

    private boolean findTruth() throws IOException {
        while (clean != null && actual.seq < measured.seq) {
            byte[] line = clean.next();
            if (line == null || !actual.read(line, clean)) {
                return false;
            }
        }
        return clean != null && actual.seq == measured.seq;
    }

    private void takeMeasured(SensorFrame frame) {
        order(frame, measured);
        joints(frame, SensorFrame.JOINT_EFFORTS, measured.tau);
        if (!measured.safe) {
            joints(frame, SensorFrame.COMMAND_POSITION, measured.qDes);
            joints(frame, SensorFrame.COMMAND_VELOCITY, measured.qdDes);
            joints(frame, SensorFrame.COMMAND_EFFORT, measured.tauFf);
            joints(frame, SensorFrame.COMMAND_KP, kp);
            joints(frame, SensorFrame.COMMAND_KD, kd);
        }
        System.arraycopy(measured.gyro, 0, frame.imu, 0, 3);
        System.arraycopy(measured.acceleration, 0, frame.imu, 3, 3);
        frame.mark(SensorFrame.IMU);
    }

    private void takeTruth(RecordedFrame out) {
        SensorFrame truth = out.truth;
        order(truth, actual);
        double[] quaternion = actual.baseQuaternion;
        SO3.fromQuaternion(quaternion[1], quaternion[2], quaternion[3], quaternion[0], rotation, 0);
        SE3.identity(truth.basePose);
        for (int i = 0; i < 3; i++) {
            System.arraycopy(rotation, 3 * i, truth.basePose, 4 * i, 3);
            truth.basePose[4 * i + 3] = actual.basePosition[i];
        }
        // v_B = R_WBᵀ v_W; the angular part is in base axes already
        SO3.rotateInverse(rotation, 0, actual.baseVelocity, 0, truth.baseVelocity, 0);
        System.arraycopy(actual.baseVelocity, 3, truth.baseVelocity, 3, 3);
        truth.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
        System.arraycopy(actual.com, 0, out.com, 0, 3);
        System.arraycopy(actual.comVelocity, 0, out.comVelocity, 0, 3);
        out.hasCom = true;
        out.hasComVelocity = true;
        out.pushed = actual.pushed;
    }

    private void order(SensorFrame frame, HumanoidLogRecord log) {
        frame.model = model.name();
        frame.source = "mujoco";
        frame.clock = "sim";
        frame.seq = log.seq;
        frame.stampNanos = Math.round(log.time * 1e9);
        frame.mark(SensorFrame.SEQ | SensorFrame.STAMP);
        frame.jointNames = joints;
        frame.jointCount = joints.length;
        joints(frame, SensorFrame.JOINT_POSITIONS, log.q);
        joints(frame, SensorFrame.JOINT_VELOCITIES, log.qd);
        frame.contactNames = SOLES;
        frame.contactCount = SOLES.length;
        System.arraycopy(log.contact, 0, frame.contacts, 0, SOLES.length);
        frame.mark(SensorFrame.CONTACTS);
        frame.wrenchNames = SOLES;
        frame.wrenchCount = SOLES.length;
        System.arraycopy(log.wrench, 0, frame.contactWrenches, 0, log.wrench.length);
        frame.mark(SensorFrame.CONTACT_WRENCHES);
    }

    private static void joints(SensorFrame frame, int sensor, double[] values) {
        System.arraycopy(values, 0, frame.jointArray(sensor), 0, values.length);
        frame.mark(sensor);
    }

    @Override
    public String model() {
        return model.name();
    }

    @Override
    public List<String> jointNames() {
        return List.of(joints);
    }

    @Override
    public @Nullable Double rateHz() {
        return rateHz;
    }

    @Override
    public JsonNode head() {
        return header;
    }

    @Override
    public @Nullable String endedEarly() {
        return noisy.endedEarly();
    }

    @Override
    public void close() throws IOException {
        try (noisy) {
            if (clean != null) {
                clean.close();
            }
        }
    }
}
