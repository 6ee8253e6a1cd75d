package dev.pollux.evaluate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.estimation.feet.Floor;
import dev.pollux.evaluate.EvaluationOptions.Input;
import dev.pollux.play.BuiltInRecording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Predictor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Writes the built-in walk with something changed in its frames. */
final class ChangedRecording {
    private ChangedRecording() {}

    /**
     * Writes the walk as JSON Lines.
     *
     * @param frames how many of its frames
     * @param change what becomes of a frame, and which it is
     */
    static Path write(Path folder, int frames, BiFunction<ObjectNode, Integer, ObjectNode> change) throws IOException {
        JsonMapper json = new JsonMapper();
        List<String> lines = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(BuiltInRecording.path())), StandardCharsets.UTF_8))) {
            lines.add(in.readLine());
            for (int i = 0; i < frames; i++) {
                lines.add(change.apply((ObjectNode) json.readTree(in.readLine()), i)
                        .toString());
            }
        }
        return Files.write(folder.resolve("walk.jsonl"), lines);
    }

    /**
     * A recording as tests evaluate it: with all that drives tell, and one horizon, 10 ms.
     *
     * @param robot null: the built-in one
     * @param from scored from here on, s
     * @param every of whose frames one is predicted from
     */
    static EvaluationOptions evaluated(Path recording, @Nullable RobotFiles robot, double from, int every) {
        return new EvaluationOptions(
                RecordingFile.of(recording),
                robot,
                Predictor.HELD,
                Floor.UNKNOWN,
                new long[] {10_000_000},
                Input.ALL,
                from,
                Double.POSITIVE_INFINITY,
                every,
                null,
                false);
    }

    static ObjectNode without(ObjectNode frame, String... fields) {
        return frame.remove(List.of(fields));
    }
}
