package dev.pollux.job.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.messages.Format;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.twin.DigitalTwin;
import java.io.DataInput;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SerializersTest {
    @ParameterizedTest
    @CsvSource({"h-1, application/cbor", "h-1,", ", application/json", ","})
    void aFrameRecordComesBackAsItWas(String key, String contentType) throws IOException {
        byte[] value = key == null ? null : new byte[] {1, 2, 3};
        FrameRecord frame = new FrameRecord(key, value, "robot.frames", 7, 1L << 40, 1_790_000_000_123L, contentType);

        FrameRecord back = roundTrip(FrameRecordSerializer.INSTANCE, frame);

        assertThat(back).usingRecursiveComparison().isEqualTo(frame);
    }

    @Test
    void aKeyThatIsNoTextComesBackInItsBytesAndIsNoId() throws IOException {
        byte[] key = {0, 0, (byte) 0xff, 7};
        FrameRecord frame = new FrameRecord(RecordKey.of(key), new byte[1], "robot.frames", 7, 8, 9, null);

        FrameRecord back = roundTrip(FrameRecordSerializer.INSTANCE, frame);

        assertThat(back.key.bytes()).isEqualTo(key);
        assertThat(back.robot()).isEmpty();
    }

    @Test
    void aFrameRecordOfTheFirstVersionIsRead() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        FrameRecordSerializer.INSTANCE.serialize(new FrameRecord("Zürich-7", null, "t", 0, 0, 0, null), out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[0] = 1; // which wrote the same bytes, of text only

        FrameRecord back = FrameRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes));

        assertThat(back.robot()).isEqualTo("Zürich-7");
    }

    @ParameterizedTest
    @CsvSource({"JSON", "CBOR"})
    void anOutputRecordComesBackAsItWas(Format format) throws IOException {
        OutputRecord output = new OutputRecord("Zürich-7", new byte[] {1, 2, 3}, format);

        assertThat(roundTrip(OutputRecordSerializer.INSTANCE, output))
                .usingRecursiveComparison()
                .isEqualTo(output);
    }

    @Test
    void aRejectedRecordComesBackAsItWas() throws IOException {
        RejectedRecord rejected = new RejectedRecord(
                new FrameRecord("h-1", null, "robot.frames", 0, 0, 0, null),
                new FrameRejectedException(RejectReason.EMPTY_RECORD, "no value: ünd"));

        assertThat(roundTrip(RejectedRecordSerializer.INSTANCE, rejected))
                .usingRecursiveComparison()
                .isEqualTo(rejected);
    }

    @Test
    void aTrackedRobotComesBackAsItWasAndItsCopyIsNotIt() throws IOException {
        TrackedRobot robot = robot();

        assertThat(roundTrip(TrackedRobotSerializer.INSTANCE, robot))
                .usingRecursiveComparison()
                .isEqualTo(robot);
        TrackedRobot copy = TrackedRobotSerializer.INSTANCE.copy(robot);
        Objects.requireNonNull(copy.twin).joints.position[5] = 9;
        assertThat(Objects.requireNonNull(robot.twin).joints.position[5]).isEqualTo(0.25);
    }

    @Test
    void aRobotNeverAdmittedComesBackAsItWas() throws IOException {
        assertThat(roundTrip(TrackedRobotSerializer.INSTANCE, new TrackedRobot()))
                .usingRecursiveComparison()
                .isEqualTo(new TrackedRobot());
    }

    @Test
    void aRecordFromTheFutureIsRefusedWithItsVersion() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        FrameRecordSerializer.INSTANCE.serialize(new FrameRecord("h", null, "t", 0, 0, 0, null), out);
        byte[] bytes = out.getCopyOfBuffer();
        bytes[0] = 9;

        assertThatThrownBy(() -> FrameRecordSerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 9");
    }

    @Test
    void aTwinThatThisProgramFailsToReadIsLostAndWhatIsBehindItIsRead() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        EnclosedPart.write(part -> part.writeInt(0x01000412), out); // whole, but no state
        out.writeLong(17);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThatThrownBy(() -> EnclosedPart.read(TwinStateFormat::read, in))
                .isInstanceOf(UnreadablePartException.class)
                .hasMessageContaining("EOFException");
        assertThat(in.readLong()).isEqualTo(17);
    }

    @Test
    void aPartThatIsReadOnlyHalfIsUnreadable() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        EnclosedPart.write(part -> part.writeLong(1), out);

        assertThatThrownBy(
                        () -> EnclosedPart.read(DataInput::readInt, new DataInputDeserializer(out.getCopyOfBuffer())))
                .isInstanceOf(UnreadablePartException.class)
                .hasMessageContaining("4 of 8 bytes are left over");
    }

    @Test
    void aPartWhoseLengthIsNoneIsAnErrorInWordsAndTakesNoMemory() throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(Integer.MAX_VALUE);
        out.writeInt(0);

        assertThatThrownBy(
                        () -> EnclosedPart.read(DataInput::readInt, new DataInputDeserializer(out.getCopyOfBuffer())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the checkpoint or savepoint is damaged");
    }

    @Test
    void aSerializersSnapshotFindsTheSerializerAgain() throws IOException {
        TypeSerializerSnapshot<TrackedRobot> now = TrackedRobotSerializer.INSTANCE.snapshotConfiguration();
        TypeSerializerSnapshot<TrackedRobot> then = new SerializerSnapshot<>();
        then.readSnapshot(now.getCurrentVersion(), written(now), getClass().getClassLoader());

        assertThat(then.restoreSerializer()).isSameAs(TrackedRobotSerializer.INSTANCE);
        assertThat(now.resolveSchemaCompatibility(then).isCompatibleAsIs()).isTrue();
    }

    @Test
    void anotherTypesSnapshotFitsNotAndOneOfNoSerializerIsAnErrorInWords() throws IOException {
        TypeSerializerSnapshot<TrackedRobot> now = TrackedRobotSerializer.INSTANCE.snapshotConfiguration();
        TypeSerializerSnapshot<TrackedRobot> other = new SerializerSnapshot<>();
        other.readSnapshot(
                1,
                written(OpenGapsSerializer.INSTANCE.snapshotConfiguration()),
                getClass().getClassLoader());
        assertThat(now.resolveSchemaCompatibility(other).isIncompatible()).isTrue();

        DataOutputSerializer gone = new DataOutputSerializer(64);
        gone.writeUTF("dev.pollux.NoSuchSerializer");
        assertThatThrownBy(() -> other.readSnapshot(
                        1,
                        new DataInputDeserializer(gone.getCopyOfBuffer()),
                        getClass().getClassLoader()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this program has no serializer dev.pollux.NoSuchSerializer");
    }

    private static DataInputDeserializer written(TypeSerializerSnapshot<?> snapshot) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        snapshot.writeSnapshot(out);
        return new DataInputDeserializer(out.getCopyOfBuffer());
    }

    private static TrackedRobot robot() {
        TwinState twin = new DigitalTwin(BuiltInModels.humanoid28(), 10_000_000L, 50_000_000L).newState();
        twin.seq = 17;
        twin.joints.position[5] = 0.25;
        twin.contacts[1] = true;
        twin.learn(TwinState.JOINT_POSITIONS | TwinState.CONTACTS);
        TrackedRobot robot = new TrackedRobot();
        robot.model = "humanoid_28";
        robot.twin = twin;
        robot.awaited = "other";
        robot.waitUntil = 1;
        robot.waiting = 2;
        robot.waitingBytes = 3;
        robot.live = true;
        robot.lastHeard = 4;
        robot.silenceTimer = 5;
        for (int i = 0; i < 9; i++) {
            robot.resets.tells(6);
        }
        return robot;
    }

    private static <T> T roundTrip(VersionedSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T back = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return back;
    }
}
