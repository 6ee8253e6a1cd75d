package dev.pollux.recording;

import dev.pollux.messages.Format;
import dev.pollux.messages.MessageReader;
import dev.pollux.messages.SensorFields;
import dev.pollux.state.FrameRejectedException;

/** Decodes a line of a recording: a sensor frame that may also tell the truth and its episode. */
final class RecordedFrameDecoder {
    private final MessageReader reader = new MessageReader(Format.JSON);
    private final SensorFields sensors = new SensorFields();
    private final SensorFields truth = new SensorFields();
    private final MessageReader.Fields fields = this::field;
    private final MessageReader.Fields truthFields = this::truthField;
    private RecordedFrame out = new RecordedFrame();

    void decode(byte[] line, RecordedFrame frame) throws FrameRejectedException {
        out = frame;
        out.clear();
        sensors.begin(out.frame);
        truth.begin(out.truth);
        reader.read(line, fields);
    }

    private void field(String name, MessageReader in) throws FrameRejectedException {
        switch (name) {
            case "truth" -> in.object(name, truthFields);
            case "episode" -> out.episode = (int) in.integer(name, Integer.MAX_VALUE);
            default -> sensors.readOrPass(name, in);
        }
    }

    private void truthField(String name, MessageReader in) throws FrameRejectedException {
        switch (name) {
            case "com" -> {
                in.exactly(3, "truth.com", out.com, 0);
                out.hasCom = true;
            }
            case "com_velocity" -> {
                in.exactly(3, "truth.com_velocity", out.comVelocity, 0);
                out.hasComVelocity = true;
            }
            default -> {
                if (!truth.read(name, in)) {
                    in.skip();
                }
            }
        }
    }
}
