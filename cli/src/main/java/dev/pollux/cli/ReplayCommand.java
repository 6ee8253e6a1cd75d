package dev.pollux.cli;

import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.play.BuiltInRecording;
import dev.pollux.play.FramePublisher;
import dev.pollux.play.PlayedModel;
import dev.pollux.play.RecordingPlayer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a recording to any Kafka. */
@Command(
        name = "replay",
        description = {
            "Publishes a recording to Kafka as a fleet of robots, at the recording's own pace.",
            "At speed 1 frames are stamped with the time at which they are sent; at any other speed stamps keep the"
                    + " recording's spacing and the frames' clock is called \"replay\"."
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaConnection kafka;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The recording: .jsonl, .jsonl.gz, .csv or .csv.gz (default: our humanoid walking).")
    private @Nullable Path recording;

    @Mixin
    private RecordedRobot robot;

    @Mixin
    private final RecordedFleet fleet = new RecordedFleet(1);

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            defaultValue = "h",
            description = "Start of the robots' ids: PREFIX-0001 and so on (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(names = "--loop", description = "Begin anew at the end, until interrupted.")
    private boolean loop;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "json",
            description = "json or cbor (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            defaultValue = Topics.ROBOT_FRAMES,
            description = "Where frames go (default: ${DEFAULT-VALUE}).")
    private String topic;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path played = recording == null ? BuiltInRecording.path() : recording;
        PlayedModel fitted = robot.model == null ? null : PlayedModel.fit(robot.model, robot.description, played);
        try (FramePublisher publisher = new FramePublisher(kafka.clientProperties(), topic, format)) {
            if (fitted != null) {
                publisher.register(fitted.message());
                out.println("model " + fitted.message().model() + " registered"
                        + (fitted.locked().isEmpty() ? "" : "; held at 0: " + String.join(", ", fitted.locked())));
            }
            RecordingPlayer player = new RecordingPlayer(
                    played,
                    fitted == null ? null : fitted.message().model(),
                    RecordingPlayer.fleet(prefix, fleet.robots),
                    fleet.speed,
                    publisher);
            if (loop) {
                player.play(Double.MAX_VALUE);
            } else {
                player.playOnce();
            }
            publisher.flush();
            out.println(publisher.published() + " frames published");
        }
        return 0;
    }
}
