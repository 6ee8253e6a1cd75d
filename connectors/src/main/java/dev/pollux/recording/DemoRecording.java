package dev.pollux.recording;

import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes the built-in recording from a humanoid log (docs/recordings.md): numbers are rounded to what affects the twin,
 * and the joints are named once in the header.
 */
public final class DemoRecording {
    private static final double ENCODER = 1e-6; // a hundredth of its step
    private static final double ANGLE = 1e-5;
    private static final double VELOCITY = 1e-3; // a twentieth of the noise of measured velocities
    private static final double TORQUE = 1e-2;
    private static final double WRENCH = 1e-2; // a tenth of the noise of measured moments
    private static final double TRUTH_POSE = 1e-6;
    private static final double TRUTH_VELOCITY = 1e-4;

    private DemoRecording() {}

    /** Arguments: the log ({@code humanoid_28-walk.noisy.jsonl.gz}) and the output file. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("expected two arguments: the humanoid log, the recording to write");
        }
        write(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    /** Writes the recording. */
    public static void write(Path log, Path recording) throws IOException {
        try (Recording in = Recording.open(log)) {
            RecordingHeader header = new RecordingHeader(
                    in.model(),
                    Objects.requireNonNull(in.jointNames(), "a humanoid log names its joints"),
                    500.0,
                    "Made for Pollux: MuJoCo 3.14, noisy sensors, truth joined in; see docs/recordings.md");
            try (RecordingWriter out = new RecordingWriter(recording, header)) {
                RecordedFrame frame = new RecordedFrame();
                while (in.next(frame)) {
                    thin(frame);
                    out.write(frame);
                }
            }
        }
    }

    private static void thin(RecordedFrame recorded) {
        SensorFrame frame = recorded.frame;
        int n = frame.jointCount;
        frame.jointNames = null;
        round(frame.jointPositions, n, ENCODER);
        round(frame.jointVelocities, n, VELOCITY);
        round(frame.jointEfforts, n, TORQUE);
        round(frame.commandPosition, n, ANGLE);
        round(frame.commandVelocity, n, VELOCITY);
        round(frame.commandEffort, n, TORQUE);
        round(frame.imu, 3, 1e-5);
        round(frame.contactWrenches, 12, WRENCH);
        SensorFrame truth = recorded.truth;
        truth.jointNames = null;
        round(truth.jointPositions, n, ANGLE);
        round(truth.jointVelocities, n, VELOCITY);
        round(truth.contactWrenches, 12, WRENCH);
        round(truth.basePose, 16, TRUTH_POSE);
        round(truth.baseVelocity, 6, TRUTH_VELOCITY);
        round(recorded.com, 3, TRUTH_POSE);
        round(recorded.comVelocity, 3, TRUTH_VELOCITY);
    }

    /** Rounds to the nearest multiple of a power of ten; division, not multiplication, gives the shortest decimals. */
    private static void round(double[] values, int count, double step) {
        double perUnit = Math.rint(1 / step);
        for (int i = 0; i < count; i++) {
            values[i] = Math.rint(values[i] * perUnit) / perUnit + 0.0; // no negative zero
        }
    }
}
