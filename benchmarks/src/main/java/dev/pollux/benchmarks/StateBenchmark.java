package dev.pollux.benchmarks;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.TwinState;
import dev.pollux.storage.StateFields;
import dev.pollux.storage.StateReader;
import dev.pollux.storage.StateWriter;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.RobotMemory;
import dev.pollux.twin.TwinWorkspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Writing and reading the state of a walking robot, as a checkpoint and RocksDB do: with variable-length integers, and
 * with eight bytes for each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StateBenchmark {
    private static final long[] HORIZONS = {10_000_000, 50_000_000, 100_000_000};

    /** Frames of the built-in recording until the robot walks. */
    private static final int FRAMES = 1_500;

    private final DigitalTwin twin = new DigitalTwin(BuiltInModels.humanoid28(), HORIZONS);
    private final TwinWorkspace workspace = twin.newWorkspace();
    private final RobotMemory robot = twin.newRobot();
    private final TwinState other = twin.newState();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(16_384);
    private byte[] packed = {};
    private byte[] full = {};

    /** Processes the frames, and writes the state in both ways. */
    @Setup
    public void prepare() throws IOException, FrameRejectedException {
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            RecordedFrame recorded = new RecordedFrame();
            for (int i = 0; i < FRAMES && recording.next(recorded); i++) {
                twin.follow(workspace, robot, recorded.frame, i);
            }
        }
        packed = write().toByteArray();
        full = writeInFull().toByteArray();
    }

    /** Bytes of the state. */
    int packedBytes() {
        return packed.length;
    }

    /** Bytes of the state with eight bytes per integer. */
    int fullBytes() {
        return full.length;
    }

    @Benchmark
    public ByteArrayOutputStream write() throws IOException {
        bytes.reset();
        return describe(new StateWriter(new DataOutputStream(bytes)));
    }

    @Benchmark
    public ByteArrayOutputStream writeInFull() throws IOException {
        bytes.reset();
        return describe(new FullWriter(new DataOutputStream(bytes)));
    }

    private ByteArrayOutputStream describe(StateFields fields) throws IOException {
        robot.state.describe(fields);
        return bytes;
    }

    @Benchmark
    public TwinState read() throws IOException {
        other.describe(new StateReader(new DataInputStream(new ByteArrayInputStream(packed))));
        return other;
    }

    @Benchmark
    public TwinState readInFull() throws IOException {
        other.describe(new FullReader(new DataInputStream(new ByteArrayInputStream(full))));
        return other;
    }

    /** Writes integers in eight bytes each. */
    private static final class FullWriter extends StateWriter {
        private final DataOutput out;

        FullWriter(DataOutput out) {
            super(out);
            this.out = out;
        }

        @Override
        public long whole(long value) throws IOException {
            out.writeLong(value);
            return value;
        }
    }

    /** Reads integers of eight bytes each. */
    private static final class FullReader extends StateReader {
        private final DataInput in;

        FullReader(DataInput in) {
            super(in);
            this.in = in;
        }

        @Override
        public long whole(long value) throws IOException {
            return in.readLong();
        }
    }
}
