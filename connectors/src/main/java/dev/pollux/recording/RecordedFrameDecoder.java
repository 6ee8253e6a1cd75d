package dev.pollux.recording;

import dev.pollux.messages.Format;
import dev.pollux.messages.MessageField;
import dev.pollux.messages.MessageObject;
import dev.pollux.messages.MessageReader;
import dev.pollux.messages.SensorFields;
import dev.pollux.state.FrameRejectedException;

/** Decodes a line of a recording: a sensor frame that may also contain the truth and its episode. */
final class RecordedFrameDecoder {
    private static final String COM = MessageField.TRUTH.place(MessageField.COM);
    private static final String COM_VELOCITY = MessageField.TRUTH.place(MessageField.COM_VELOCITY);

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
        MessageField field = MessageObject.RECORDED_FRAME.field(name);
        if (field == MessageField.TRUTH) {
            in.object(name, truthFields);
        } else if (field == MessageField.EPISODE) {
            out.episode = (int) in.integer(name, Integer.MAX_VALUE);
        } else {
            sensors.readOrPass(name, in);
        }
    }

    private void truthField(String name, MessageReader in) throws FrameRejectedException {
        MessageField field = MessageObject.GROUND_TRUTH.field(name);
        if (field == MessageField.COM) {
            in.exactly(3, COM, out.com, 0);
            out.hasCom = true;
        } else if (field == MessageField.COM_VELOCITY) {
            in.exactly(3, COM_VELOCITY, out.comVelocity, 0);
            out.hasComVelocity = true;
        } else if (!truth.read(name, in)) {
            in.skip();
        }
    }
}
