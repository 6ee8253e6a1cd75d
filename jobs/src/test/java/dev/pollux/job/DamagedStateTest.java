package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.messages.EventMessage;
import dev.pollux.messages.EventMessage.Kind;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.Test;

/**
 * One robot's stored twin that cannot be read costs that robot its past; all others are restored. State is on the heap, where
 * all robots are one stream; RocksDB has a checksum of its own over its files.
 */
class DamagedStateTest {
    private static final String DAMAGED = "h-1";
    private static final String OTHER = "h-2";

    @Test
    void aFlippedBitIsAResetOfItsRobotInWordsAndTheOthersGoOnAsIfNothingHadHappened() throws Exception {
        List<String> unbroken;
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(OTHER, 0, 20));
            twin.send(Frames.good(DAMAGED, 0, 20));
            checkpoint = flipped(twin.snapshot(), twinOf(DAMAGED, twin));
            int before = twin.predictions().size();
            twin.send(Frames.good(OTHER, 20, 30));
            unbroken = twin.predictions().subList(before, before + 10);
        }

        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.good(OTHER, 20, 30));
            assertThat(twin.predictions()).isEqualTo(unbroken);
            assertThat(twin.events()).isEmpty();

            twin.send(Frames.good(DAMAGED, 20, 30));
            assertThat(twin.predictions()).hasSize(20);
            assertThat(twin.rejected()).isEmpty();
            EventMessage reset = onlyReset(twin);
            assertThat(reset.robotId()).isEqualTo(DAMAGED);
            assertThat(reset.seq()).isEqualTo(20);
            assertThat(reset.message())
                    .startsWith("the twin is reset and its state is lost: its stored state could not be read")
                    .contains("checksum");
        }
    }

    @Test
    void theReasonIsKeptOverFurtherCheckpointsUntilTheRobotIsHeard() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(DAMAGED, 0, 20));
            checkpoint = flipped(twin.snapshot(), twinOf(DAMAGED, twin));
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.good(DAMAGED, 20, 25));

            assertThat(onlyReset(twin).message()).contains("could not be read");
            checkpoint = twin.snapshot();
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.good(DAMAGED, 25, 30));
            assertThat(twin.predictions()).hasSize(5);
            assertThat(twin.events()).isEmpty();
        }
    }

    @Test
    void theGapsOfALostTwinAreLostWithIt() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(DAMAGED, 0, 20));
            twin.send(Frames.good(DAMAGED, 22, 25));
            assertThat(twin.openGaps(DAMAGED)).isNotNull();
            checkpoint = flipped(twin.snapshot(), twinOf(DAMAGED, twin));
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.good(DAMAGED, 25, 30));

            assertThat(twin.predictions()).hasSize(5);
            assertThat(twin.openGaps(DAMAGED)).isNull();
        }
    }

    @Test
    void gapsThatCannotBeReadAreGivenUpAndTheirRobotGoesOn() throws Exception {
        OperatorSubtaskState checkpoint;
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(DAMAGED, 0, 20));
            byte[] before = twinOf(DAMAGED, twin);
            twin.send(Frames.good(DAMAGED, 22, 25));
            checkpoint = flipped(twin.snapshot(), before);
        }
        try (TwinHarness twin = new TwinHarness(null, checkpoint)) {
            twin.send(Frames.good(DAMAGED, 25, 30));

            assertThat(twin.predictions()).hasSize(5);
            assertThat(twin.events()).isEmpty();
            assertThat(twin.rejected()).isEmpty();
        }
    }

    @Test
    void aStateOfANewerProgramIsNoDamageAndIsNotForgotten() throws Exception {
        try (TwinHarness twin = new TwinHarness()) {
            twin.send(Frames.good(DAMAGED, 0, 20));
            byte[] newer = twinOf(DAMAGED, twin);
            OperatorSubtaskState checkpoint = changed(twin.snapshot(), newer, bytes -> {
                bytes.array()[bytes.at()] = TwinStateFormat.VERSION + 1;
                bytes.sealAnew(newer.length);
            });

            assertThatThrownBy(() -> new TwinHarness(null, checkpoint))
                    .hasStackTraceContaining("twin state of version " + (TwinStateFormat.VERSION + 1))
                    .hasStackTraceContaining("restore it with the program that wrote it, or a newer one");
        }
    }

    private static EventMessage onlyReset(TwinHarness twin) throws Exception {
        List<EventMessage> resets = twin.events().stream()
                .filter(event -> event.event() == Kind.RESET)
                .toList();
        assertThat(resets).hasSize(1);
        return resets.get(0);
    }

    private static byte[] twinOf(String robot, TwinHarness twin) throws Exception {
        TwinState state = Objects.requireNonNull(Objects.requireNonNull(twin.robot(robot)).twin);
        return TwinStateFormat.bytes(state);
    }

    /** A snapshot in which a bit in the middle of a twin's bytes is not as it was written. */
    private static OperatorSubtaskState flipped(OperatorSubtaskState snapshot, byte[] twin) {
        return changed(snapshot, twin, bytes -> bytes.array()[bytes.at() + twin.length / 2] ^= 0x10);
    }

    /** A place in a snapshot's bytes. */
    private record Place(byte[] array, int at) {
        /** Writes the checksum in front of the place anew, as a program that wrote these bytes had. */
        void sealAnew(int length) {
            CRC32C checksum = new CRC32C();
            checksum.update(array, at, length);
            ByteBuffer.wrap(array).putInt(at - 4, (int) checksum.getValue());
        }
    }

    private static OperatorSubtaskState changed(OperatorSubtaskState snapshot, byte[] twin, Consumer<Place> change) {
        StateObjectCollection<KeyedStateHandle> handles = snapshot.getManagedKeyedState();
        assertThat(handles).hasSize(1);
        KeyGroupsStateHandle handle = (KeyGroupsStateHandle) handles.iterator().next();
        ByteStreamStateHandle bytes = (ByteStreamStateHandle) handle.getDelegateStateHandle();
        byte[] data = bytes.getData().clone();
        int at = place(twin, data);
        change.accept(new Place(data, at));
        KeyedStateHandle damaged = new KeyGroupsStateHandle(
                handle.getGroupRangeOffsets(), new ByteStreamStateHandle(bytes.getHandleName(), data));
        return OperatorSubtaskState.builder()
                .setManagedOperatorState(snapshot.getManagedOperatorState())
                .setRawOperatorState(snapshot.getRawOperatorState())
                .setManagedKeyedState(damaged)
                .setRawKeyedState(snapshot.getRawKeyedState())
                .build();
    }

    private static int place(byte[] part, byte[] data) {
        int at = new String(data, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
        assertThat(at).as("the twin's bytes are in the snapshot").isPositive();
        return at;
    }
}
