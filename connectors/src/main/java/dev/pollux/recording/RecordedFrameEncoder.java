package dev.pollux.recording;

import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.messages.MessageField;
import dev.pollux.messages.MessageWriter;
import dev.pollux.state.SensorFrame;

/** Encodes a line of a recording, exactly as {@link RecordedFrameDecoder} reads it. */
final class RecordedFrameEncoder {
    private final MessageWriter out = MessageWriter.of(Format.JSON);

    byte[] encode(RecordedFrame frame) {
        out.begin();
        FrameEncoder.writeHead(frame.frame, out);
        if (frame.episode != 0) {
            out.field(MessageField.EPISODE);
            out.integer(frame.episode);
        }
        FrameEncoder.writeSensors(frame.frame, out);
        if (frame.hasTruth()) {
            out.field(MessageField.TRUTH);
            out.beginObject();
            if (frame.truth.has(SensorFrame.STAMP)) {
                out.stamp(frame.truth.stampNanos);
            }
            FrameEncoder.writeSensors(frame.truth, out);
            if (frame.hasCom) {
                out.measured(MessageField.COM, frame.com, 0, 3);
            }
            if (frame.hasComVelocity) {
                out.measured(MessageField.COM_VELOCITY, frame.comVelocity, 0, 3);
            }
            out.endObject();
        }
        return out.end();
    }
}
