package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.MessageWriter;
import dev.pollux.state.SensorFrame;
import java.io.IOException;

/** Encodes a line of a recording: what {@link RecordedFrameDecoder} reads, number for number. */
final class RecordedFrameEncoder {
    private static final SerializedString COM = new SerializedString("com");
    private static final SerializedString COM_VELOCITY = new SerializedString("com_velocity");

    private final MessageWriter out = new MessageWriter(Format.JSON);

    byte[] encode(RecordedFrame frame) throws IOException {
        JsonGenerator g = out.begin();
        FrameEncoder.writeHead(frame.frame, out, g);
        if (frame.episode != 0) {
            g.writeNumberField("episode", frame.episode);
        }
        FrameEncoder.writeSensors(frame.frame, out, g);
        if (frame.hasTruth()) {
            g.writeObjectFieldStart("truth");
            if (frame.truth.has(SensorFrame.STAMP)) {
                out.stamp(frame.truth.stampNanos);
            }
            FrameEncoder.writeSensors(frame.truth, out, g);
            if (frame.hasCom) {
                out.measured(COM, frame.com, 0, 3);
            }
            if (frame.hasComVelocity) {
                out.measured(COM_VELOCITY, frame.comVelocity, 0, 3);
            }
            g.writeEndObject();
        }
        return out.end();
    }
}
