package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.Residual;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.state.TwinStateFormat;
import java.io.DataInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state that a former version wrote in the middle of the noisy MuJoCo walk, held against today's at the same frame. Made by
 * the program of that version: {@code states/vN.bin} is what {@link TwinStateFormat} wrote after {@value #FRAMES} frames.
 */
class FormerStateTest {
    private static final int FRAMES = 1_500;

    /** Longer than the farthest horizon: all predictions that the state brings fall due. */
    private static final int ON = 50;

    private final DigitalTwin twin = new DigitalTwin(BuiltInModels.humanoid28(), 10_000_000, 20_000_000, 50_000_000);

    @ParameterizedTest
    @ValueSource(strings = {"v3", "v4", "v5"})
    void aStateOfAFormerVersionGoesOnWithTheWalk(String version) throws Exception {
        TwinState former = stored(version);
        TwinState today = twin.newState();
        int[] scored = new int[3];
        try (Recording recording = Recording.open(ReferenceData.file("humanoid/humanoid_28-walk.noisy.jsonl.gz"))) {
            RecordedFrame recorded = new RecordedFrame();
            for (int i = 0; i < FRAMES + ON && recording.next(recorded); i++) {
                if (i == FRAMES) {
                    if (!version.equals("v5")) { // version 4 and before had wrenches in world axes
                        assertThat(former.knows(TwinState.CONTACT_WRENCHES)).isFalse();
                        today.forget(TwinState.CONTACT_WRENCHES);
                        Arrays.fill(today.contactWrenches, 0);
                    }
                    assertAlike(former, today);
                }
                if (i >= FRAMES) {
                    Forecast forecast = follow(former, recorded.frame);
                    assertThat(forecast.events).extracting(TwinEvent::kind).doesNotContain(TwinEvent.Kind.RESET);
                    for (int h = 0; h < scored.length; h++) {
                        scored[h] += good(forecast.residuals[h]);
                    }
                }
                follow(today, recorded.frame);
            }
        }
        assertAlike(former, today);
        // two in flight at the stored frame, and those since whose instant has come
        assertThat(Arrays.stream(scored).min().orElse(0)).isGreaterThanOrEqualTo(2);
    }

    private Forecast follow(TwinState state, SensorFrame frame) throws Exception {
        Admission admission = twin.admit(state, frame, 2 * frame.seq + 1);
        assertThat(admission).isEqualTo(state.frames == 0 ? Admission.FIRST : Admission.IN_ORDER);
        twin.sync(state, frame, admission);
        return twin.predict(state);
    }

    /** Counts a residual, which is that of a walk: other numbers would be off by a joint's range. */
    private static int good(Residual residual) {
        if (residual.scored) {
            assertThat(residual.jointRms).isLessThan(0.05);
            assertThat(residual.baseScored).isTrue();
            assertThat(residual.basePosition).isLessThan(0.05);
            assertThat(residual.baseOrientation).isLessThan(0.05);
        }
        return residual.scored ? 1 : 0;
    }

    /** Alike as far as a later estimator may differ: by an encoder's noise, and a fraction of the drift of a walk. */
    private static void assertAlike(TwinState former, TwinState today) {
        assertThat(former.seq).isEqualTo(today.seq);
        assertThat(former.frames).isEqualTo(today.frames);
        assertThat(former.sampleNanos).isCloseTo(today.sampleNanos, within(100_000L));
        assertThat(former.known()).isEqualTo(today.known());
        assertThat(former.jointPositions).containsExactly(today.jointPositions, within(1e-3));
        assertThat(former.jointVelocities).containsExactly(today.jointVelocities, within(0.1));
        assertThat(former.basePose).containsExactly(today.basePose, within(0.03));
        assertThat(former.baseVelocity).containsExactly(today.baseVelocity, within(0.05));
        assertThat(former.contacts).containsExactly(today.contacts);
        assertThat(former.contactWrenches).containsExactly(today.contactWrenches);
        assertThat(former.imu).containsExactly(today.imu);
        assertThat(former.divergence.usual).containsExactly(today.divergence.usual, within(1e-3f));
        assertThat(former.balance.ground).isCloseTo(today.balance.ground, within(0.03));
    }

    private static TwinState stored(String version) throws Exception {
        String name = "/states/" + version + ".bin";
        try (InputStream bytes = Objects.requireNonNull(FormerStateTest.class.getResourceAsStream(name), name)) {
            return TwinStateFormat.read(new DataInputStream(bytes));
        }
    }
}
