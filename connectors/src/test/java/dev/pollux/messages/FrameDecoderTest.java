package dev.pollux.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.state.SensorFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FrameDecoderTest {
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final SensorFrame decoded = new SensorFrame();

    @ParameterizedTest
    @Tag("slow")
    @EnumSource(Format.class)
    void everyNumberSurvivesTheRoundTrip(Format format) throws Exception {
        for (int seed = 0; seed < 50; seed++) {
            SensorFrame sent = RandomFrames.full(seed, 1 + seed % 40);
            SensorFrame decoded = new SensorFrame();
            decoder.decode(encoder.encode(sent, format), format, decoded);
            assertThat(decoded).usingRecursiveComparison().isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void namesThatStayTheSameAreTheSameArrays(Format format) throws Exception {
        SensorFrame sent = RandomFrames.full(1, 28);
        decoder.decode(encoder.encode(sent, format), format, decoded);
        String[] joints = decoded.jointNames;
        String[] contacts = decoded.contactNames;
        decoder.decode(encoder.encode(RandomFrames.full(2, 27), format), format, decoded);
        assertThat(decoded.jointNames).isNotSameAs(joints);
        decoder.decode(encoder.encode(sent, format), format, decoded);
        assertThat(decoded.jointNames).isSameAs(joints);
        assertThat(decoded.contactNames).isSameAs(contacts);
    }
}
