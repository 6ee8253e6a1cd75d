package dev.pollux.benchmarks;

import dev.pollux.evaluation.BuiltInRecording;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.MessageReader;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.RobotMemory;
import dev.pollux.twin.TwinWorkspace;
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
 * Decodes a frame of 1.5 kB, and encodes its prediction record: with all quantities, three horizons, their bands, and
 * the residual of each. The whole frame is all that the operator does: decode, twin, encode. The figures for Jackson
 * use its parser under the same decoder.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    private static final long[] HORIZONS = {10_000_000, 50_000_000, 100_000_000};

    /** Frames of the built-in recording until the twin knows and predicts all quantities. */
    private static final int FRAMES = 500;

    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameDecoder jackson = new FrameDecoder(new MessageReader(Format.JSON, new JacksonReader()));
    private final SensorFrame frame = new SensorFrame();
    private final RobotModel model = BuiltInModels.humanoid28();
    private final PredictionEncoder predictions = new PredictionEncoder(model);
    private final DigitalTwin twin = new DigitalTwin(model, HORIZONS);
    private final TwinWorkspace workspace = twin.newWorkspace();
    private final RobotMemory robot = twin.newRobot();
    private final byte[][] frames = new byte[FRAMES][];
    private RobotMemory whole = twin.newRobot();
    private int next;
    private byte[] json = {};
    private byte[] cbor = {};
    private Forecast forecast = new Forecast(model, HORIZONS);

    /** Prepares the payloads and the forecast. */
    @Setup
    public void prepare() throws IOException, FrameRejectedException {
        SensorFrame sample = SampleFrame.of(model);
        FrameEncoder encoder = new FrameEncoder();
        json = encoder.encode(sample, Format.JSON);
        cbor = encoder.encode(sample, Format.CBOR);
        try (Recording recording = Recording.open(BuiltInRecording.path())) {
            RecordedFrame recorded = new RecordedFrame();
            for (int i = 0; i < FRAMES && recording.next(recorded); i++) {
                frames[i] = encoder.encode(recorded.frame, Format.JSON);
                forecast = twin.follow(workspace, robot, recorded.frame, i).forecast();
            }
        }
        if (!forecast.predictions[2].knows(SensorFrame.JOINT_POSITIONS | SensorFrame.BASE_POSE)) {
            throw new IllegalStateException("the twin of the recording that comes along predicts nothing");
        }
    }

    /** Bytes of the frame. */
    int frameBytes(Format format) {
        return format == Format.JSON ? json.length : cbor.length;
    }

    /** Bytes of the prediction record. */
    int predictionBytes(Format format) {
        return predictions.encode("h-0007", robot.state, forecast, format).length;
    }

    @Benchmark
    public SensorFrame decodeJson() throws FrameRejectedException {
        decoder.decode(json, Format.JSON, frame);
        return frame;
    }

    @Benchmark
    public SensorFrame decodeJackson() throws FrameRejectedException {
        jackson.decode(json, Format.JSON, frame);
        return frame;
    }

    @Benchmark
    public SensorFrame decodeCbor() throws FrameRejectedException {
        decoder.decode(cbor, Format.CBOR, frame);
        return frame;
    }

    @Benchmark
    public byte[] encodeJson() {
        return predictions.encode("h-0007", robot.state, forecast, Format.JSON);
    }

    @Benchmark
    public byte[] encodeCbor() {
        return predictions.encode("h-0007", robot.state, forecast, Format.CBOR);
    }

    @Benchmark
    public byte[] frame() throws FrameRejectedException {
        return through(decoder);
    }

    @Benchmark
    public byte[] frameJackson() throws FrameRejectedException {
        return through(jackson);
    }

    private byte[] through(FrameDecoder reader) throws FrameRejectedException {
        if (next == FRAMES) {
            next = 0;
            whole = twin.newRobot();
        }
        reader.decode(frames[next], Format.JSON, frame);
        FrameAnswer answer = twin.follow(workspace, whole, frame, next++);
        return predictions.encode("h-0007", answer.state(), answer.forecast(), Format.JSON);
    }
}
