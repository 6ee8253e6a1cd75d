package dev.pollux.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.model.Counted;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.RecordingPlayer;
import dev.pollux.recording.FirstFrames;
import dev.pollux.recording.PlayedModel;
import dev.pollux.recording.RecordingFile;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a recording to a Kafka cluster. */
@Command(
        name = "replay",
        description = {
            "Publishes a recording to Kafka as a fleet of robots, at the recording's own pace.",
            "At speed 1 frames are stamped with the time at which they are due; at any other speed stamps keep the"
                    + " recording's spacing, and the frames name their clock \"replay\".",
            "A second replay with the same ids is a restart of these robots: the job reports RESET and rejects no frame"
                    + " if they were silent for a second. After a replay faster than real time the stamps go back, and"
                    + " the job rejects the first four frames of each robot. --prefix gives other ids.",
            "With --model that robot is registered first, and joints that the recording does not have are locked at 0."
                    + " Without --model frames name the robot that the recording names, if it does.",
            "If the brokers stop answering, replay says so, and frames wait for them for a minute."
        })
final class ReplayCommand implements Callable<Integer> {
    /** Time for the last frames when the program is told to exit, s. */
    private static final int END_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaConnection kafka;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "The recording: JSON Lines or a table (.jsonl, .csv, .txt ...), each also with .gz (default: the"
                            + " built-in humanoid, walking).")
    private @Nullable Path recording;

    @Mixin
    private RecordedRobot robot;

    @Mixin
    private final RecordedFleet fleet = new RecordedFleet(1);

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "h",
            description = "Prefix of the robots' ids: PREFIX-0001 and so on (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--loop",
            description =
                    "Repeat until Ctrl-C: go back to an earlier instant with nearly the same motion or, where there is"
                            + " none, to the start after a pause of 2 s.")
    private boolean loop;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description =
                    "How long to play, s; a shorter recording is repeated as by --loop (default: the recording once).")
    private @Nullable Double seconds;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "Format of the frames, json or cbor (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = Topics.ROBOT_FRAMES,
            description = "Topic for the frames (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Option(names = "--json", description = "Print one JSON object and nothing else on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        requireFleet();
        RecordingFile played = recording == null ? BuiltInRecording.file() : robot.recording(recording);
        RobotFiles files = robot.robot();
        PlayedModel fitted = files == null ? null : PlayedModel.fit(files, played);
        String named = fitted == null ? FirstFrames.modelName(played) : null;
        if (fitted == null && (named == null || named.equals(BuiltInModels.HUMANOID_28))) {
            FirstFrames.builtIn(played); // the default for such frames, unless the job has another one
        }
        List<String> unknown = FirstFrames.require(
                played, fitted == null ? null : fitted.message().robotModel());
        if (!unknown.isEmpty()) {
            err.println("pollux: columns not understood: " + String.join(", ", unknown));
        }
        Properties client =
                fitted == null ? kafka.clientProperties(topic) : kafka.clientProperties(topic, Topics.ROBOT_MODELS);
        try (FramePublisher publisher = new FramePublisher(client, topic, format)) {
            if (fitted != null) {
                publisher.register(fitted.message());
                (json ? err : out)
                        .println("model " + fitted.message().model() + " registered"
                                + (fitted.locked().isEmpty()
                                        ? ""
                                        : "; locked at 0: " + String.join(", ", fitted.locked())));
            }
            List<String> robots = RecordingPlayer.fleet(prefix, fleet.robots);
            RecordingPlayer player = new RecordingPlayer(
                    played, fitted == null ? null : fitted.message().model(), robots, fleet.speed, publisher);
            CountDownLatch summedUp = new CountDownLatch(1);
            Thread interrupted = new Thread(() -> sumUp(player, summedUp));
            err.println("publishing " + played + " to " + topic + " at " + kafka.bootstrapServers() + " as "
                    + inWords(robots));
            err.flush(); // the first line of progress takes seconds to appear
            Runtime.getRuntime().addShutdownHook(interrupted);
            try {
                double took;
                try (BrokerWatch watched = watch(client, publisher, err)) {
                    took = play(player, publisher, err);
                }
                player.remarks().forEach(remark -> err.println("pollux: " + remark));
                out.println(json ? summary(publisher.published(), took) : told(robots, publisher.published(), took));
                out.flush();
            } finally {
                summedUp.countDown();
            }
        }
        return 0;
    }

    /** Stops the playing of a program that is told to exit, which then prints what was played. */
    private static void sumUp(RecordingPlayer player, CountDownLatch summedUp) {
        player.stop();
        try {
            boolean inTime = summedUp.await(END_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("pollux: the broker did not take the last frames within " + END_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireFleet() {
        if (prefix.isBlank()) {
            throw new ParameterException(
                    spec.commandLine(), "--prefix is empty: expected the start of the robots' ids");
        }
        if (seconds != null && !(seconds > 0)) {
            throw new ParameterException(spec.commandLine(), "--seconds is " + seconds + ": expected above 0");
        }
        fleet.require();
    }

    private static BrokerWatch watch(Properties client, FramePublisher publisher, PrintWriter err) {
        String meanwhile = "frames wait for one, for " + publisher.patienceSeconds() + " s, then the replay ends";
        return BrokerWatch.start(client, meanwhile, line -> {
            err.println("pollux: " + line);
            err.flush();
        });
    }

    /** Plays; returns the duration, s. */
    private double play(RecordingPlayer player, FramePublisher publisher, PrintWriter err) throws Exception {
        try (ReplayProgress progress = ReplayProgress.start(publisher, player, err, System.console() != null)) {
            if (seconds != null) {
                player.play(seconds);
            } else if (loop) {
                player.play(Double.MAX_VALUE);
            } else {
                player.playOnce();
            }
            publisher.flush();
            return progress.seconds();
        }
    }

    private String told(List<String> robots, long frames, double took) {
        return "%s published to %s in %.1f s by %s"
                .formatted(Counted.of(frames, "frame"), topic, took, inWords(robots));
    }

    private static String inWords(List<String> robots) {
        String first = robots.get(0);
        String last = robots.get(robots.size() - 1);
        return Counted.of(robots.size(), "robot") + ", " + (first.equals(last) ? first : first + " to " + last);
    }

    private String summary(long frames, double took) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", topic)
                .put("robots", fleet.robots)
                .put("frames", frames)
                .put("seconds", took)
                .toString();
    }
}
