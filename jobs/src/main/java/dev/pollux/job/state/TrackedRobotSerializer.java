package dev.pollux.job.state;

import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 3: the fields in the class's order, but for the twin: last, whether there is one and its state, which has its
 * own version, as an {@link EnclosedPart}: a robot whose twin cannot be read has none, and the reason is kept. Version 2 had
 * the twin's bytes bare, version 1 no limit of resets either.
 */
public final class TrackedRobotSerializer extends VersionedSerializer<TrackedRobot> {
    private static final long serialVersionUID = 1L;

    public static final TrackedRobotSerializer INSTANCE = new TrackedRobotSerializer();

    private TrackedRobotSerializer() {
        super(TrackedRobot.class, 3, false);
    }

    @Override
    protected void write(TrackedRobot robot, DataOutputView out) throws IOException {
        Bytes.writeText(robot.model, out);
        Bytes.writeText(robot.awaited, out);
        out.writeLong(robot.waitUntil);
        out.writeInt(robot.waiting);
        out.writeLong(robot.waitingBytes);
        out.writeBoolean(robot.live);
        out.writeLong(robot.lastHeard);
        out.writeLong(robot.silenceTimer);
        robot.resets.write(out);
        Bytes.writeText(robot.lost, out);
        TwinState twin = robot.twin;
        out.writeBoolean(twin != null);
        if (twin != null) {
            EnclosedPart.write(part -> TwinStateFormat.write(twin, part), out);
        }
    }

    @Override
    protected TrackedRobot read(int version, DataInputView in) throws IOException {
        TrackedRobot robot = new TrackedRobot();
        robot.model = Bytes.readText(in);
        robot.awaited = Bytes.readText(in);
        robot.waitUntil = in.readLong();
        robot.waiting = in.readInt();
        robot.waitingBytes = in.readLong();
        robot.live = in.readBoolean();
        robot.lastHeard = in.readLong();
        robot.silenceTimer = in.readLong();
        if (version > 1) {
            robot.resets.read(in);
        }
        if (version > 2) {
            robot.lost = Bytes.readText(in);
        }
        if (in.readBoolean()) {
            readTwin(version, robot, in);
        }
        return robot;
    }

    private static void readTwin(int version, TrackedRobot robot, DataInputView in) throws IOException {
        if (version < 3) {
            robot.twin = TwinStateFormat.read(in);
            return;
        }
        try {
            robot.twin = EnclosedPart.read(TwinStateFormat::read, in);
        } catch (UnreadablePartException unreadable) {
            robot.lost = "its stored state could not be read: " + unreadable.getMessage();
        }
    }

    @Override
    public TypeSerializerSnapshot<TrackedRobot> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this serializer in checkpoints. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<TrackedRobot> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
