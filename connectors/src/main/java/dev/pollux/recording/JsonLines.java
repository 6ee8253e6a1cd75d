package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.messages.ForeignFrame;
import dev.pollux.messages.MessageField;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A recording in JSON Lines: an optional header, then one frame per line. */
final class JsonLines implements Recording {
    private static final JsonMapper HEADERS = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(16).build())
                    .build())
            .build();

    private final Lines lines;
    private final RecordedFrameDecoder decoder = new RecordedFrameDecoder();
    private final @Nullable String model;
    private final String @Nullable [] jointNames;
    private final @Nullable Double rateHz;
    private final @Nullable JsonNode head;
    private byte @Nullable [] pending;
    private long lastSeq = -1;

    private JsonLines(Lines lines, byte @Nullable [] firstFrame, @Nullable JsonNode header) {
        this.lines = lines;
        pending = firstFrame;
        head = header;
        model = header == null
                ? null
                : header.path(MessageField.MODEL.toString()).textValue();
        jointNames = header == null ? null : texts(header.path(MessageField.JOINT_NAMES.toString()));
        rateHz = header == null ? null : rate(header);
    }

    static Recording open(Path file) throws IOException {
        Lines lines = new Lines(file);
        try {
            byte[] first = lines.next();
            if (first == null) {
                throw new RecordingException(file, 1, "empty; expected a header or a frame");
            }
            JsonNode header = header(first);
            if (header == null) {
                return new JsonLines(lines, first, null);
            }
            return HumanoidLog.recognises(header)
                    ? new HumanoidLog(lines, header)
                    : new JsonLines(lines, lines.next(), header);
        } catch (IOException | RuntimeException broken) {
            lines.close();
            throw broken;
        }
    }

    /** The header, if the first line is one; null if it is a frame. */
    private static @Nullable JsonNode header(byte[] line) throws IOException {
        try {
            JsonNode node = HEADERS.readTree(line);
            return node.path("record").asText().equals("header") ? node : null;
        } catch (IOException noJson) { // the line is not JSON, or not text
            return null; // the error appears when it is read as a frame
        }
    }

    /** The nominal frames per second in a header; null if absent. */
    static @Nullable Double rate(JsonNode header) {
        double rate = header.path("rate_hz").asDouble();
        return rate > 0 ? Double.valueOf(rate) : null;
    }

    /** An array of texts; null if the node is not one. */
    static String @Nullable [] texts(JsonNode node) {
        if (!node.isArray()) {
            return null;
        }
        String[] texts = new String[node.size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = node.get(i).asText();
        }
        return texts;
    }

    @Override
    public boolean next(RecordedFrame out) throws IOException {
        byte[] line = pending != null ? pending : lines.next();
        pending = null;
        if (line == null) {
            return false;
        }
        try {
            decoder.decode(line, out);
        } catch (FrameRejectedException wrong) {
            if (lines.endEarlyBy(wrong)) {
                return false;
            }
            throw lines.refused(wrong);
        }
        if (!out.frame.has(SensorFrame.STAMP)) {
            String advice = ForeignFrame.advice(out.frame.unused);
            throw lines.refused(new FrameRejectedException(
                    RejectReason.MISSING_FIELD,
                    "no stamp; a recording's frames need one" + out.frame.unused.behind()
                            + (advice.isEmpty() ? "" : "; " + advice)));
        }
        if (!out.frame.has(SensorFrame.SEQ)) {
            out.frame.seq = lastSeq + 1; // its index in the file; the robot did not number it
        }
        lastSeq = out.frame.seq;
        nameJoints(out.frame);
        nameJoints(out.truth);
        return true;
    }

    private void nameJoints(SensorFrame frame) throws RecordingException {
        if (frame.jointNames == null && jointNames != null && (frame.present() & SensorFrame.JOINT_ARRAYS) != 0) {
            if (frame.jointCount != jointNames.length) {
                throw lines.refused(new FrameRejectedException(
                        RejectReason.WRONG_JOINT_COUNT,
                        frame.jointCount + " joint values, but the header names " + jointNames.length));
            }
            frame.jointNames = jointNames;
        }
    }

    @Override
    public @Nullable String model() {
        return model;
    }

    @Override
    public @Nullable List<String> jointNames() {
        return jointNames == null ? null : List.of(jointNames);
    }

    @Override
    public @Nullable Double rateHz() {
        return rateHz;
    }

    @Override
    public @Nullable JsonNode head() {
        return head;
    }

    @Override
    public @Nullable String endedEarly() {
        return lines.endedEarly();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
