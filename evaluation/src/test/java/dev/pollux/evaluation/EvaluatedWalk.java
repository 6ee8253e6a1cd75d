package dev.pollux.evaluation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.evaluation.EvaluationOptions.Input;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.RobotFiles;
import dev.pollux.state.Floor;
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

/** The built-in walk, with something changed in its frames, as tests evaluate it. */
public final class EvaluatedWalk {
    private EvaluatedWalk() {}

    /**
     * Writes the walk as JSON Lines.
     *
     * @param frames how many of its frames
     * @param change what becomes of a frame, and which it is
     */
    public static Path write(Path folder, int frames, BiFunction<ObjectNode, Integer, ObjectNode> change)
            throws IOException {
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
    public static EvaluationOptions evaluated(Path recording, @Nullable RobotFiles robot, double from, int every) {
        return new EvaluationOptions(
                RecordingFile.of(recording),
                robot,
                Predictor.HELD,
                Floor.UNKNOWN,
                100,
                new long[] {10_000_000},
                Input.ALL,
                from,
                Double.POSITIVE_INFINITY,
                every,
                null,
                false);
    }

    /** A whole recording of the built-in robot, of which every frame counts. */
    public static EvaluationOptions evaluated(Path recording) {
        return evaluated(recording, null, 0, 1);
    }

    /** The built-in walk's first three seconds with its true base, and horizons of 10 and 50 ms. */
    public static EvaluationOptions firstStep(Input input, Predictor predictor) {
        long[] horizons = {10_000_000, 50_000_000};
        return new EvaluationOptions(
                BuiltInRecording.file(), null, predictor, Floor.UNKNOWN, 100, horizons, input, 0.5, 3.0, 5, null, true);
    }

    /** As {@link #firstStep(Input, Predictor)}, with held accelerations. */
    public static EvaluationOptions firstStep(Input input) {
        return firstStep(input, Predictor.HELD);
    }

    /** Root mean square of the joints' predictions over a horizon, rad. */
    public static double jointsRms(EvaluationReport report, Method method, int horizon) {
        return report.prediction()
                .table()
                .of(Quantity.JOINTS, method, horizon, Phase.ALL)
                .rms();
    }

    public static ObjectNode without(ObjectNode frame, String... fields) {
        return frame.remove(List.of(fields));
    }
}
