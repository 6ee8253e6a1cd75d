package dev.pollux.job;

import dev.pollux.BuiltInWalk;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.kafka.Topics;
import dev.pollux.messages.Format;
import dev.pollux.messages.FrameEncoder;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a robot that walks, with IMU, contacts, efforts and commands. Every fourth frame comes six frames late: one
 * is missing at every moment.
 */
final class WalkingRobot {
    static final int FRAMES = 600;
    static final String MODEL = "sister";

    private static final int LATE = 6;
    private static final List<FrameRecord> RECORDS = read();

    private WalkingRobot() {}

    /** In the order in which they are appended. */
    static List<FrameRecord> records() {
        return RECORDS;
    }

    private static List<FrameRecord> read() {
        List<byte[]> frames = new ArrayList<>();
        FrameEncoder encoder = new FrameEncoder();
        RecordedFrame recorded = new RecordedFrame();
        try (Recording recording = Recording.open(BuiltInWalk.FILE)) {
            while (frames.size() < FRAMES && recording.next(recorded)) {
                int seq = frames.size();
                SensorFrame frame = recorded.frame;
                frame.robotId = "h-1";
                frame.model = MODEL;
                frame.seq = seq;
                frame.stampNanos = 1_000_000 * (Frames.START_MILLIS + seq * Frames.PERIOD_MILLIS);
                frame.mark(SensorFrame.ROBOT_ID | SensorFrame.SEQ | SensorFrame.STAMP);
                frames.add(encoder.encode(frame, Format.JSON));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<FrameRecord> records = new ArrayList<>();
        for (int i = 0; i < FRAMES + LATE; i++) {
            int late = i - LATE;
            if (i < FRAMES && !isLate(i)) {
                records.add(record(frames.get(i), records.size()));
            }
            if (late >= 0 && isLate(late)) {
                records.add(record(frames.get(late), records.size()));
            }
        }
        return records;
    }

    private static boolean isLate(int seq) {
        return seq % 4 == 2;
    }

    private static FrameRecord record(byte[] value, int at) {
        return new FrameRecord("h-1", value, Topics.ROBOT_FRAMES, 3, at, Frames.appended(at), null);
    }
}
