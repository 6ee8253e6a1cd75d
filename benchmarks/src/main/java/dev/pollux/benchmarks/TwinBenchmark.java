package dev.pollux.benchmarks;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.model.RobotModel;
import dev.pollux.prediction.CommandTrajectory;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Prediction;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TorqueSource;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.RobotMemory;
import dev.pollux.twin.TwinWorkspace;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A decoded frame in the twin, one thread: repeats the first 200 frames of the built-in recording, in which the robot
 * stands on both soles.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TwinBenchmark {
    private static final int FRAMES = 200;
    private static final long PERIOD = 2_000_000;

    private final RobotModel model = BuiltInModels.humanoid28();
    private final DigitalTwin twin = new DigitalTwin(model, 10_000_000, 20_000_000, 50_000_000);
    private final TwinWorkspace workspace = twin.newWorkspace();
    private final RobotMemory robot = twin.newRobot();
    private final SensorFrame[] frames = new SensorFrame[FRAMES];
    private final Prediction ahead = new Prediction(model, 50_000_000);
    private final CommandTrajectory commands = this::carryOn;
    private long count;

    /** Reads the frames and starts the twin. */
    @Setup
    public void stand() throws IOException, FrameRejectedException {
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            for (int i = 0; i < FRAMES; i++) {
                frames[i] = read(recording);
            }
        }
        for (int i = 0; i < 1000; i++) {
            frame();
        }
        if (robot.state.torqueSource != TorqueSource.COMMANDS) {
            throw new IllegalStateException("the twin computes no accelerations from " + robot.state.torqueSource);
        }
    }

    private SensorFrame read(Recording recording) throws IOException, FrameRejectedException {
        RecordedFrame recorded = new RecordedFrame();
        if (!recording.next(recorded)) {
            throw new IOException("the recording ends too early");
        }
        SensorFrame frame = recorded.frame;
        System.arraycopy(recorded.truth.basePose, 0, frame.basePose, 0, 16);
        System.arraycopy(recorded.truth.baseVelocity, 0, frame.baseVelocity, 0, 6);
        frame.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
        frame.drop(SensorFrame.IMU);
        twin.admit(workspace, twin.newRobot(), frame, 0);
        return frame;
    }

    /** Joint filter, contact dynamics and three horizons with their bands; the base is measured. */
    @Benchmark
    public Forecast frame() throws FrameRejectedException {
        SensorFrame frame = frames[(int) (++count % FRAMES)];
        frame.seq = count;
        frame.stampNanos = count * PERIOD;
        return twin.follow(workspace, robot, frame, frame.stampNanos / 1_000_000)
                .forecast();
    }

    /** 50 ms ahead by re-simulation with extrapolated commands. */
    @Benchmark
    public Prediction resimulated() {
        twin.resimulate(workspace, robot, commands, ahead);
        return ahead;
    }

    private void carryOn(double seconds, SensorFrame out) {
        SensorFrame last = frames[(int) (count % FRAMES)];
        int n = model.jointCount();
        for (int j = 0; j < n; j++) {
            out.commandPosition[j] = last.commandPosition[j] + seconds * last.commandVelocity[j];
        }
        System.arraycopy(last.commandVelocity, 0, out.commandVelocity, 0, n);
        System.arraycopy(last.commandEffort, 0, out.commandEffort, 0, n);
        System.arraycopy(last.commandKp, 0, out.commandKp, 0, n);
        System.arraycopy(last.commandKd, 0, out.commandKd, 0, n);
        out.jointCount = n;
        out.mark(SensorFrame.COMMAND_POSITION
                | SensorFrame.COMMAND_VELOCITY
                | SensorFrame.COMMAND_EFFORT
                | SensorFrame.COMMAND_KP
                | SensorFrame.COMMAND_KD);
    }
}
