package dev.pollux.evaluation;

import dev.pollux.model.RobotModel;
import dev.pollux.prediction.DriveLaw;
import dev.pollux.recording.FirstFrames;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.PlayedModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.RobotFiles;
import dev.pollux.robot.UnknownDrives;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The robot of a recording.
 *
 * @param model the robot
 * @param why the reason for this choice, for messages
 * @param lacks what neither URDF, description nor recording contain, for messages
 * @param warnings warnings about its files
 */
public record EvaluatedModel(RobotModel model, String why, List<String> lacks, List<String> warnings) {
    private static final int LOOKED_AT = 500;

    public EvaluatedModel {
        warnings = List.copyOf(warnings);
        lacks = List.copyOf(lacks);
    }

    /**
     * Chooses the robot: that of {@code --model}, otherwise the built-in one if it fits the recording.
     *
     * @throws IllegalArgumentException if none fits
     */
    static EvaluatedModel of(EvaluationOptions options) throws IOException {
        RobotFiles robot = options.robot();
        if (robot != null) {
            PlayedModel fitted = PlayedModel.fit(robot, options.recording());
            RobotModel model = fitted.message().robotModel();
            List<String> lacks = new ArrayList<>();
            if (!fitted.locked().isEmpty()) {
                lacks.add("joints locked at 0, as the recording does not have them: "
                        + String.join(", ", fitted.locked()));
            }
            lacks.addAll(UnknownDrives.armature(model));
            if (commandsWithoutGains(options, model)) {
                lacks.add(
                        "gains (kp, kd) of the drives: commanded positions are not used; give them in the description as"
                                + " joints.NAME.kp and .kd");
            }
            return new EvaluatedModel(
                    model,
                    "of " + robot.urdf().getFileName()
                            + (fitted.fromHead().isEmpty()
                                    ? ""
                                    : ", with " + String.join(", ", fitted.fromHead()) + " of the recording's head"),
                    lacks,
                    robot.model().warnings());
        }
        return builtIn(options);
    }

    private static EvaluatedModel builtIn(EvaluationOptions options) throws IOException {
        RobotModel model = FirstFrames.builtIn(options.recording());
        String why = FirstFrames.modelName(options.recording()) != null
                ? "built in, named by the recording"
                : FirstFrames.jointNames(options.recording()).isEmpty()
                        ? "built in, as the recording names neither robot nor joints; --model takes another one"
                        : "built in, as the recording names no robot and its joints are of this one";
        return new EvaluatedModel(model, why, List.of(), List.of());
    }

    /** Whether the first frame with position commands has no other torque, and no drive has a known gain. */
    private static boolean commandsWithoutGains(EvaluationOptions options, RobotModel model) throws IOException {
        DriveLaw drives = new DriveLaw(model);
        RecordedFrame first = new RecordedFrame();
        try (Recording recording = options.recording().open()) {
            for (int looked = 0; looked < LOOKED_AT && firstFrame(recording, first); looked++) {
                if (first.frame.has(SensorFrame.COMMAND_POSITION)) {
                    return !first.frame.has(SensorFrame.COMMAND_EFFORT)
                            && !first.frame.has(SensorFrame.JOINT_EFFORTS)
                            && !drives.hasGains(first.frame);
                }
            }
            return false;
        }
    }

    private static boolean firstFrame(Recording recording, RecordedFrame out) throws IOException {
        try {
            return recording.next(out);
        } catch (LineRefusedException refused) {
            return false;
        }
    }
}
