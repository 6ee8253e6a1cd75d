package dev.pollux.play;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.messages.ModelMessage;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.DescriptionProposal;
import dev.pollux.robot.RobotModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The model of a played robot: its URDF and description, with the joints that the recording does not have held at 0.
 *
 * @param message to be registered
 * @param locked the joints held at 0 because the recording does not have them
 */
public record PlayedModel(ModelMessage message, List<String> locked) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public PlayedModel {
        locked = List.copyOf(locked);
    }

    /**
     * Fits a model to a recording.
     *
     * @param description null: the one that lies beside the URDF, if one does
     * @throws IOException where a file cannot be read
     * @throws IllegalArgumentException where the recording has a joint that the URDF has not
     */
    public static PlayedModel fit(Path urdf, @Nullable Path description, RecordingFile recording) throws IOException {
        Path said = description == null ? RobotModels.beside(urdf) : description;
        RobotModel whole = RobotModels.read(urdf, said);
        // A job has no mesh files: soles that were found in them go along.
        ObjectNode fitted =
                DescriptionProposal.found(whole, said == null ? null : JSON.readTree(Files.readString(said)));
        List<String> missing = new ArrayList<>(whole.jointNames());
        for (String joint : recordedJoints(recording, whole)) {
            if (!missing.remove(joint)) {
                throw new IllegalArgumentException(recording + " records joint \"" + joint + "\", which " + urdf
                        + " does not have as a moving joint: give the model that belongs to the recording");
            }
        }
        ObjectNode lockedJoints = fitted.withObject("/locked_joints");
        missing.forEach(joint -> lockedJoints.put(joint, 0.0));
        return new PlayedModel(new ModelMessage(whole.name(), Files.readString(urdf), fitted), missing);
    }

    /** The joints a recording names; the model's where it names none. */
    private static List<String> recordedJoints(RecordingFile recording, RobotModel model) throws IOException {
        RecordedFrame first = new RecordedFrame();
        try (Recording frames = recording.open()) {
            List<String> named = frames.jointNames();
            if (named != null) {
                return named;
            }
            String[] names = frames.next(first) ? first.frame.jointNames : null;
            return names == null ? model.jointNames() : List.of(names);
        }
    }
}
