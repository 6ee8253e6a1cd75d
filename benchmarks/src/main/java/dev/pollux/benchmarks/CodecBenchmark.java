package dev.pollux.benchmarks;

import dev.pollux.messages.Format;
import dev.pollux.messages.FrameDecoder;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.spatial.SE3;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Decoding a frame of 1.5 kB, and encoding the prediction record it leads to: with all quantities, three horizons, their
 * bands, and the residual of each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {
    private static final long[] HORIZONS = {10_000_000, 50_000_000, 100_000_000};

    /** Time from frame to frame, ns. */
    private static final long PERIOD = 5_000_000;

    private final FrameDecoder decoder = new FrameDecoder();
    private final SensorFrame frame = new SensorFrame();
    private final RobotModel model = BuiltInModels.humanoid28();
    private final PredictionEncoder predictions = new PredictionEncoder(model);
    private final DigitalTwin twin = new DigitalTwin(model, HORIZONS);
    private final TwinState state = twin.newState();
    private byte[] json = {};
    private byte[] cbor = {};
    private Forecast forecast = new Forecast(model, HORIZONS);

    /** Makes the payloads and the forecast. */
    @Setup
    public void prepare() throws FrameRejectedException {
        SensorFrame sample = SampleFrame.of(model);
        FrameEncoder encoder = new FrameEncoder();
        json = encoder.encode(sample, Format.JSON);
        cbor = encoder.encode(sample, Format.CBOR);
        SE3.identity(sample.basePose);
        sample.mark(SensorFrame.BASE_POSE | SensorFrame.BASE_VELOCITY);
        sample.baseVelocity[0] = 1.0 / 3;
        sample.baseVelocity[5] = -1.0 / 7;
        for (int i = 0; i <= HORIZONS[2] / PERIOD; i++) {
            twin.sync(state, sample, twin.admit(state, sample, sample.stampNanos / 1_000_000));
            forecast = twin.predict(state);
            move(sample);
        }
    }

    private static void move(SensorFrame sample) {
        sample.seq++;
        sample.stampNanos += PERIOD;
        for (int i = 0; i < sample.jointCount; i++) {
            sample.jointPositions[i] += sample.jointVelocities[i] * PERIOD * 1e-9;
        }
        SE3.integrate(sample.basePose, sample.baseVelocity, PERIOD * 1e-9);
    }

    /** Bytes of the frame. */
    int frameBytes(Format format) {
        return format == Format.JSON ? json.length : cbor.length;
    }

    /** Bytes of the prediction record. */
    int predictionBytes(Format format) {
        return predictions.encode("h-0007", state, forecast, format).length;
    }

    @Benchmark
    public SensorFrame decodeJson() throws FrameRejectedException {
        decoder.decode(json, Format.JSON, frame);
        return frame;
    }

    @Benchmark
    public SensorFrame decodeCbor() throws FrameRejectedException {
        decoder.decode(cbor, Format.CBOR, frame);
        return frame;
    }

    @Benchmark
    public byte[] encodeJson() {
        return predictions.encode("h-0007", state, forecast, Format.JSON);
    }

    @Benchmark
    public byte[] encodeCbor() {
        return predictions.encode("h-0007", state, forecast, Format.CBOR);
    }
}
