package dev.pollux.job.state;

import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.storage.StateReader;
import dev.pollux.storage.StateWriter;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Version 1: the fields of {@link TrackedRobot#describe}, whether there is a twin, and its state, which has its own
 * version, as an {@link EnclosedPart}: a robot with an unreadable twin gets none, and the reason is stored.
 */
public final class TrackedRobotSerializer extends VersionedSerializer<TrackedRobot> {
    private static final long serialVersionUID = 1L;

    public static final TrackedRobotSerializer INSTANCE = new TrackedRobotSerializer();

    private TrackedRobotSerializer() {
        super(TrackedRobot.class, 1, false);
    }

    @Override
    protected void write(TrackedRobot robot, DataOutputView out) throws IOException {
        robot.describe(new StateWriter(out));
        TwinState twin = robot.twin;
        out.writeBoolean(twin != null);
        if (twin != null) {
            EnclosedPart.write(part -> TwinStateFormat.write(twin, part), out);
        }
    }

    @Override
    protected TrackedRobot read(int version, DataInputView in) throws IOException {
        TrackedRobot robot = new TrackedRobot();
        robot.describe(new StateReader(in));
        if (in.readBoolean()) {
            try {
                robot.twin = EnclosedPart.read(TwinStateFormat::read, in);
            } catch (UnreadablePartException unreadable) {
                robot.lost = "its stored state could not be read: " + unreadable.getMessage();
            }
        }
        return robot;
    }
}
