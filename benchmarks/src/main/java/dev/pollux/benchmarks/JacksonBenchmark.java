package dev.pollux.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What to compare {@link CodecBenchmark} with on a machine that does other things as well: a look at each byte of its
 * frame, and Jackson's walk over the tokens, numbers read and nothing kept.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JacksonBenchmark {
    private final JsonFactory jsonFactory = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();
    private final JsonFactory cborFactory = new CBORFactory();
    private final SensorFrame frame = SampleFrame.of(BuiltInModels.humanoid28());
    private final byte[] json = new FrameEncoder().encode(frame, Format.JSON);
    private final byte[] cbor = new FrameEncoder().encode(frame, Format.CBOR);

    @Benchmark
    public int eachByte() {
        int hash = 0;
        for (byte b : json) {
            hash = 31 * hash + b;
        }
        return hash;
    }

    @Benchmark
    public double walkJson() throws IOException {
        return walk(jsonFactory, json);
    }

    @Benchmark
    public double walkCbor() throws IOException {
        return walk(cborFactory, cbor);
    }

    private static double walk(JsonFactory factory, byte[] payload) throws IOException {
        double sum = 0;
        try (JsonParser parser = factory.createParser(payload)) {
            for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
                if (t == JsonToken.VALUE_NUMBER_FLOAT || t == JsonToken.VALUE_NUMBER_INT) {
                    sum += parser.getDoubleValue();
                }
            }
        }
        return sum;
    }
}
