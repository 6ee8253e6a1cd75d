package dev.pollux.cli;

import dev.pollux.demo.Demo;
import dev.pollux.demo.DemoOptions;
import dev.pollux.evaluation.BuiltInRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays a recording through a whole pipeline on this machine. */
@Command(
        name = "demo",
        description = {
            "Starts Kafka, Flink and the twin's job on this machine, plays a recording as a fleet of robots in real"
                    + " time, shows a live table and prints a summary.",
            "Before that, for 30 s at most, other robots play the same recording until the JVM has compiled its code;"
                    + " they are not counted. Latencies and errors in the summary leave out the first 5 s, or the first"
                    + " quarter of a demo that is shorter than 20 s.",
            "With --model, joints that the recording does not have are locked at 0. Without --model the recording must"
                    + " be of the built-in robot, and joints that it does not have count as not measured."
        },
        exitCodeList = {
            "0:Every frame became a prediction or a rejected record.",
            "1:Frames were lost, or the demo could not run; the output says which."
        })
final class DemoCommand implements Callable<Integer> {
    private static final double BUILT_IN_SECONDS = 30;

    /** Time for the summary and the shutdown when the program is told to exit, s. */
    private static final int SUM_UP_SECONDS = 30;

    private static final int CLOSE_SECONDS = 5;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "The recording to play: JSON Lines or a table (.jsonl, .csv, .txt ...), each also with .gz"
                    + " (default: the built-in humanoid, walking).")
    private @Nullable Path recording;

    @Mixin
    private RecordedRobot robot;

    @Mixin
    private PredictorChoice predicting;

    @Mixin
    private FloorChoice standing;

    @Mixin
    private final RecordedFleet fleet = new RecordedFleet(5);

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long to play, s; a shorter recording is repeated as by replay --loop (default: the"
                    + " recording once; 30 s of the built-in one).")
    private @Nullable Double seconds;

    @Option(names = "--json", description = "Print one JSON object and nothing else on standard output.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Demo demo = new Demo(options(), json ? System.err : System.out, !json && System.console() != null);
        CountDownLatch summedUp = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(demo, summedUp, closed)));
        AtomicInteger code = new AtomicInteger(1);
        try {
            demo.run(summary -> {
                System.out.println(json ? summary.json() : summary.text());
                boolean allRefused = summary.framesSent() > 0 && summary.rejected() >= summary.framesSent();
                if (allRefused) {
                    System.err.println("pollux: every frame was rejected");
                }
                code.set(summary.nothingLost() && !allRefused ? 0 : 1);
                summedUp.countDown();
            });
        } finally {
            summedUp.countDown();
            closed.countDown();
        }
        return code.get();
    }

    /** Ends the demo of a program that is told to exit: prints a summary, and deletes temporary folders. */
    private static void end(Demo demo, CountDownLatch summedUp, CountDownLatch closed) {
        if (demo.stop()) {
            if (!await(summedUp, SUM_UP_SECONDS)) {
                System.err.println("pollux: the demo did not end in time");
            }
        } else if (closed.getCount() > 0) {
            System.err.println("pollux: interrupted during the warm-up: there is no summary");
        }
        // closing the cluster sometimes hangs during Flink's own shutdown hooks
        await(closed, CLOSE_SECONDS);
    }

    private DemoOptions options() throws IOException {
        fleet.require();
        try {
            return new DemoOptions(
                    recording == null ? BuiltInRecording.file() : robot.recording(recording),
                    robot.robot(),
                    predicting.predictor,
                    standing.floor,
                    fleet.robots,
                    fleet.speed,
                    seconds == null && recording == null ? Double.valueOf(BUILT_IN_SECONDS) : seconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static boolean await(CountDownLatch latch, int seconds) {
        try {
            return latch.await(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
