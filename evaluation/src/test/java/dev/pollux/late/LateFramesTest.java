package dev.pollux.late;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.messages.Format;
import dev.pollux.messages.PredictionEncoder;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.Admission;
import dev.pollux.state.Floor;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.Predictor;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinStateFormat;
import dev.pollux.storage.StoredState;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.FollowedRobot;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.RobotMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames of the noisy MuJoCo walk that come late, held against the same frames in order. */
@Tag("data")
class LateFramesTest {
    private static final int FRAMES = 1_500;
    private static final int WINDOW = 100;

    private static final List<SensorFrame> WALK = new ArrayList<>();

    private final RobotModel model = BuiltInModels.humanoid28();
    private final Random random = new Random(4);

    private record Delivery(SensorFrame frame, long arrival) {}

    /** What following the frames brought. */
    private static final class Run {
        /** The state, in hexadecimal, wherever all frames up to its own had come; by seq. */
        final Map<Long, String> states = new HashMap<>();

        /** The predictions made when all frames before theirs had come; by seq. */
        final Map<Long, String> records = new HashMap<>();

        final List<RejectReason> refused = new ArrayList<>();
        final Set<Long> come = new HashSet<>();
        long missed;
        int late;
        int lateRecords;
        String last = "";

        boolean allUpTo(long seq) {
            return WALK.stream().allMatch(frame -> frame.seq > seq || come.contains(frame.seq));
        }
    }

    @BeforeAll
    static void readTheWalk() throws Exception {
        try (Recording recording = Recording.open(ReferenceData.file("humanoid/humanoid_28-walk.noisy.jsonl.gz"))) {
            RecordedFrame recorded = new RecordedFrame();
            // past the standing start, into the steps
            for (int i = 0; i < FRAMES && recording.next(recorded); i++) {
                WALK.add(recorded.frame);
                recorded = new RecordedFrame();
            }
        }
    }

    @Test
    void aLateFrameLeavesTheStateBitForBitAsIfItHadComeInOrder() throws Exception {
        Run inOrder = follow(inOrder(), WINDOW, false);
        Run late = follow(shuffled(), WINDOW, true);

        assertThat(late.refused).isEmpty();
        assertThat(late.late).isGreaterThan(50);
        assertThat(late.states).hasSizeGreaterThan(FRAMES / 3);
        late.states.forEach(
                (seq, state) -> assertThat(state).as("state at seq " + seq).isEqualTo(inOrder.states.get(seq)));
        late.records.forEach(
                (seq, record) -> assertThat(record).as("prediction").isEqualTo(inOrder.records.get(seq)));
        assertThat(late.records).hasSizeGreaterThan(FRAMES / 3);
        assertThat(late.lateRecords).as("of late frames").isGreaterThan(30);
        assertThat(late.missed).as("frames the recording itself lacks").isEqualTo(absent());
        assertThat(late.last.length() / 2).as("bytes of a state").isLessThanOrEqualTo(6_600);
    }

    @Test
    void withoutTheWindowTheStateDiffersAndLateFramesAreRefused() throws Exception {
        Run inOrder = follow(inOrder(), 0, false);
        Run late = follow(shuffled(), 0, false);

        assertThat(late.refused).hasSizeGreaterThan(50).containsOnly(RejectReason.LATE);
        assertThat(late.missed).isEqualTo(absent() + late.refused.size());
        assertThat(late.last).isNotEqualTo(inOrder.last);
        assertThat(follow(shuffled(), WINDOW, false).last).isEqualTo(inOrder.last);
    }

    @Test
    void framesSwappedInPairsOrBlocksFromTheStartAreAllPutInOrder() throws Exception {
        for (int block : new int[] {2, 10}) {
            for (int from : new int[] {0, 1}) {
                List<Delivery> deliveries = inOrder().subList(0, 401);
                List<Delivery> swapped = new ArrayList<>(deliveries);
                for (int i = from; i + block <= swapped.size(); i += block) {
                    for (int k = 0; k < block; k++) {
                        SensorFrame other = deliveries.get(i + block - 1 - k).frame;
                        swapped.set(i + k, new Delivery(other, deliveries.get(i + k).arrival));
                    }
                }

                Run run = follow(swapped, WINDOW, false);

                assertThat(run.refused)
                        .as("blocks of " + block + " from frame " + from + ": all but the first are in order")
                        .hasSizeLessThan(block)
                        .containsOnly(RejectReason.LATE);
            }
        }
    }

    @Test
    void aFrameLaterThanTheWindowIsRefusedAndMissing() throws Exception {
        List<Delivery> deliveries = inOrder();
        Delivery slow = deliveries.remove(700);
        long gap = deliveries.get(700).arrival;
        int at =
                (int) deliveries.stream().filter(d -> d.arrival <= gap + WINDOW).count();
        deliveries.add(at, new Delivery(slow.frame, gap + WINDOW + 1));

        Run run = follow(deliveries, WINDOW, false);

        assertThat(run.refused).containsExactly(RejectReason.LATE);
        assertThat(run.missed).isEqualTo(absent() + 1);
    }

    @Test
    void aLateFrameIsRefusedWhereItsStampLiesOutsideItsNeighboursByMoreThanTheRobotsStampsJitter() throws Exception {
        for (int side : new int[] {-1, 1}) {
            FollowedRobot robot = robot(WINDOW);
            for (int i : new int[] {0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}) {
                robot.follow(WALK.get(i), i);
            }
            SensorFrame odd = WALK.get(2);
            long stamp = odd.stampNanos;
            long neighbour = WALK.get(2 + side).stampNanos;
            long jitter = Math.round(1e9 * SampleClock.spread(robot.state().clock));
            assertThat(jitter).isBetween(1L, WALK.get(12).stampNanos - WALK.get(3).stampNanos);
            byte[] before = TwinStateFormat.bytes(robot.state());

            odd.stampNanos = neighbour + side * (jitter + 1);
            assertThatThrownBy(() -> robot.follow(odd, 13))
                    .isInstanceOfSatisfying(
                            FrameRejectedException.class,
                            e -> assertThat(e.reason()).isEqualTo(RejectReason.LATE));
            assertThat(TwinStateFormat.bytes(robot.state())).isEqualTo(before);
            odd.stampNanos = neighbour + side * jitter;
            assertThat(robot.follow(odd, 14).admission()).isEqualTo(Admission.LATE);
            odd.stampNanos = stamp;
        }
    }

    @Test
    void whatAFrameHasToldIsNotToldAgainWhenALateOneIsPutBeforeIt() throws Exception {
        List<SensorFrame> fall = new ArrayList<>();
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-push-fall.noisy.jsonl.gz"))) {
            RecordedFrame recorded = new RecordedFrame();
            while (recording.next(recorded) && recorded.episode == 0) {
                fall.add(recorded.frame);
                recorded = new RecordedFrame();
            }
        }
        FollowedRobot inOrder = robot(WINDOW);
        List<TwinEvent.Kind> told = new ArrayList<>();
        int risk = 0;
        for (int i = 0; i < fall.size(); i++) {
            told.addAll(kinds(inOrder.follow(fall.get(i))));
            risk = risk == 0 && told.contains(TwinEvent.Kind.FALL_RISK) ? i : risk;
        }
        assertThat(told).containsOnlyOnce(TwinEvent.Kind.FALL_RISK);

        FollowedRobot robot = robot(WINDOW);
        List<TwinEvent.Kind> toldOnce = new ArrayList<>();
        for (int i = 0; i < fall.size(); i++) {
            if (i != risk - 2) {
                toldOnce.addAll(kinds(robot.follow(fall.get(i))));
            }
            if (i == risk) {
                assertThat(toldOnce).contains(TwinEvent.Kind.FALL_RISK);
                FrameAnswer late = robot.follow(fall.get(risk - 2), fall.get(risk).stampNanos / 1_000_000);
                assertThat(late.admission()).isEqualTo(Admission.LATE);
                toldOnce.addAll(kinds(late));
            }
        }
        assertThat(toldOnce).isEqualTo(told);
    }

    private static List<TwinEvent.Kind> kinds(FrameAnswer answer) {
        return answer.forecast().events.stream().map(TwinEvent::kind).toList();
    }

    /** Each frame a millisecond after it is due, at 500 Hz. */
    private static List<Delivery> inOrder() {
        List<Delivery> deliveries = new ArrayList<>();
        for (SensorFrame frame : WALK) {
            deliveries.add(new Delivery(frame, 2 * frame.seq + 1));
        }
        return deliveries;
    }

    /** One in ten frames, single or in rows, comes up to the window later than the frame behind it. */
    private List<Delivery> shuffled() {
        random.setSeed(4);
        List<Delivery> deliveries = new ArrayList<>();
        for (Delivery due : inOrder()) {
            boolean last = deliveries.size() >= FRAMES - WINDOW;
            boolean slow = !last && deliveries.size() > 1 && deliveries.size() % 400 < 200 && random.nextInt(10) == 0;
            deliveries.add(slow ? new Delivery(due.frame, due.arrival + 2 + random.nextInt(WINDOW - 8)) : due);
        }
        deliveries.sort(Comparator.comparingLong(Delivery::arrival));
        return deliveries;
    }

    /** Frames that the recording itself lacks. */
    private static long absent() {
        return WALK.get(FRAMES - 1).seq - WALK.get(0).seq + 1 - FRAMES;
    }

    /** Follows the frames as the job does; with checkpoints, state and gaps go through their bytes now and then. */
    private Run follow(List<Delivery> deliveries, int window, boolean checkpoints) throws Exception {
        Run run = new Run();
        FollowedRobot robot = robot(window);
        RobotMemory memory = robot.memory;
        PredictionEncoder encoder = new PredictionEncoder(model);
        long present = -1;
        for (Delivery delivery : deliveries) {
            SensorFrame frame = delivery.frame;
            FrameAnswer answer;
            try {
                answer = robot.follow(frame, delivery.arrival);
            } catch (FrameRejectedException refusal) {
                run.refused.add(refusal.reason());
                continue;
            }
            boolean late = answer.admission() == Admission.LATE;
            assertThat(answer.state().seq).isEqualTo(frame.seq);
            assertThat(memory.state.seq).as("late: " + late).isEqualTo(late ? present : frame.seq);
            present = memory.state.seq;
            run.come.add(frame.seq);
            if (run.allUpTo(frame.seq)) {
                byte[] record = encoder.encode("h-1", answer.state(), answer.forecast(), Format.JSON);
                run.records.put(frame.seq, new String(record, UTF_8));
                run.lateRecords += late ? 1 : 0;
            }
            run.missed += memory.missed();
            run.late += late ? 1 : 0;
            run.last = HexFormat.of().formatHex(TwinStateFormat.bytes(memory.state));
            if (run.allUpTo(present)) {
                run.states.put(present, run.last);
            }
            if (checkpoints && random.nextInt(50) == 0) {
                memory.state = StoredState.restored(memory.state);
                memory.gaps = memory.gaps == null ? null : restored(memory.gaps);
            }
        }
        return run;
    }

    private FollowedRobot robot(long window) {
        return new FollowedRobot(
                new DigitalTwin(model, Predictor.HELD, Floor.UNKNOWN, window, 10_000_000, 20_000_000, 50_000_000));
    }

    private static OpenGaps restored(OpenGaps gaps) throws Exception {
        OpenGaps restored = new OpenGaps();
        StoredState.restore(gaps, restored);
        return restored;
    }
}
