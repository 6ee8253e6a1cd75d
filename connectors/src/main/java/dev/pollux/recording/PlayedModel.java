package dev.pollux.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.messages.ModelMessage;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.DescriptionProposal;
import dev.pollux.robot.RobotFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The model of a played robot: its URDF and description, with the joints that the recording lacks held at 0.
 *
 * @param message to be registered
 * @param locked the joints held at 0 because the recording does not have them
 * @param fromHead drive data taken from the recording's head: armature, kp, kd
 */
public record PlayedModel(ModelMessage message, List<String> locked, List<String> fromHead) {
    /** Drive data per joint that a recording's head may contain, as in a description. */
    private static final List<String> DRIVES = List.of("armature", "kp", "kd");

    public PlayedModel {
        locked = List.copyOf(locked);
        fromHead = List.copyOf(fromHead);
    }

    /**
     * Adapts a model to a recording.
     *
     * @throws IOException if the recording cannot be read
     * @throws IllegalArgumentException if the recording has a joint that the URDF does not have
     */
    public static PlayedModel fit(RobotFiles robot, RecordingFile recording) throws IOException {
        RobotModel whole = robot.model();
        // a job has no mesh files: includes the soles that were found in them
        ObjectNode fitted = DescriptionProposal.found(whole, robot.description());
        List<String> recorded = FirstFrames.jointNames(recording);
        FirstFrames.requireJoints(
                recording, recorded, whole, robot.urdf().toString(), "give the model that belongs to the recording");
        List<String> missing = new ArrayList<>(whole.jointNames());
        missing.removeAll(recorded.isEmpty() ? whole.jointNames() : recorded);
        ObjectNode lockedJoints = fitted.withObject("/locked_joints");
        missing.forEach(joint -> lockedJoints.put(joint, 0.0));
        List<String> fromHead = takeDrives(recording, whole, fitted);
        return new PlayedModel(new ModelMessage(whole.name(), robot.text(), fitted), missing, fromHead);
    }

    /** Copies drive data from the recording's head that the description lacks; returns their names. */
    private static List<String> takeDrives(RecordingFile recording, RobotModel whole, ObjectNode description)
            throws IOException {
        Set<String> taken = new LinkedHashSet<>();
        try (Recording frames = recording.open()) {
            JsonNode head = frames.head();
            for (String drive : DRIVES) {
                JsonNode said = head == null ? null : head.get(drive);
                if (said != null && said.isObject()) {
                    said.properties()
                            .forEach(joint -> take(drive, joint.getKey(), joint.getValue(), whole, description, taken));
                } else if (said != null) {
                    List<String> names = Objects.requireNonNullElse(frames.jointNames(), List.of());
                    for (int i = 0; i < names.size(); i++) {
                        take(drive, names.get(i), said.path(i), whole, description, taken);
                    }
                }
            }
        }
        return List.copyOf(taken);
    }

    private static void take(
            String drive, String name, JsonNode value, RobotModel whole, ObjectNode description, Set<String> taken) {
        if (!value.isNumber() || whole.jointIndex(name) < 0) {
            return;
        }
        ObjectNode joint = description.withObject("/joints").withObjectProperty(name);
        if (!joint.has(drive)) {
            joint.set(drive, value);
            taken.add(drive);
        }
    }
}
