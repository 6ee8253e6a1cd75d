package dev.pollux.twin;

import dev.pollux.ReferenceData;
import dev.pollux.estimation.time.SampleClock;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.robot.RobotModels;
import dev.pollux.state.Admission;
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;

/** The first seconds of a recording of the humanoid, stamped anew, and what the twin makes of them. */
final class RestampedRecording {
    /** The recordings' own rate. */
    static final double TICK = 0.002;

    private static final double SECONDS = 6;
    private static final double SCORED_FROM = 0.5;
    private static final int AHEAD = 10;

    /** What stamp a frame bears that was taken at a time, s; NaN: the frame is lost. */
    interface Stamping {
        double stamp(double time);
    }

    private final RobotModel model;
    private LongPredicate taken = seq -> true;
    private int every = 1;
    private int restartsAfter = Integer.MAX_VALUE;
    private boolean renumbered;
    private boolean numbered = true;
    private int dropped;

    RestampedRecording(RobotModel model) {
        this.model = model;
    }

    static RestampedRecording builtIn() {
        return new RestampedRecording(BuiltInModels.humanoid28());
    }

    /** Of a robot whose description has another jitter, s. */
    static RestampedRecording described(String jitter) {
        String description = BuiltInModels.humanoid28Description();
        return new RestampedRecording(RobotModels.read(
                BuiltInModels.humanoid28Urdf(),
                description.replaceFirst("\"stamp_jitter\": [^,]*,", "\"stamp_jitter\": " + jitter + ",")));
    }

    /** Only every so many of the recording's frames were taken by the robot. */
    RestampedRecording every(int frames) {
        taken = seq -> seq % frames == 0;
        every = frames;
        return this;
    }

    /** Only these of the recording's frames were taken by the robot, which counts them one by one. */
    RestampedRecording taking(LongPredicate taken) {
        this.taken = taken;
        renumbered = true;
        return this;
    }

    /** The robot counts from 0 again after so many frames. */
    RestampedRecording restartingAfter(int frames) {
        restartsAfter = frames;
        renumbered = true;
        return this;
    }

    RestampedRecording unnumbered() {
        numbered = false;
        return this;
    }

    RestampedRecording without(int sensors) {
        dropped = sensors;
        return this;
    }

    /** What came of it. */
    static final class Outcome {
        final EstimationSkill skill = new EstimationSkill();
        final List<TwinEvent> events = new ArrayList<>();
        final Map<Admission, Integer> admissions = new EnumMap<>(Admission.class);
        double jointRms;
        int refused;
        TwinState state;

        private Outcome(TwinState state) {
            this.state = state;
        }

        /** m/s. */
        double velocity() {
            return skill.velocity().rms();
        }

        double velocityNees() {
            return skill.velocityNees().mean();
        }

        long told(Kind... kinds) {
            return events.stream()
                    .filter(e -> List.of(kinds).contains(e.kind()))
                    .count();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "velocity %.1f mm/s, NEES %.2f, joints %.2f mrad, refused %d; %s, period %.3f ms, jitter %.3f ms, beta %.2f;"
                            + " %s",
                    1e3 * velocity(),
                    velocityNees(),
                    1e3 * jointRms,
                    refused,
                    SampleClock.reading(state.clock),
                    1e3 * SampleClock.period(state.clock),
                    1e3 * SampleClock.jitter(state.clock),
                    SampleClock.confirmed(state.clock),
                    events);
        }
    }

    /** The true joint positions by the recording's number of the frame. */
    private static Map<Long, double[]> joints(String name, RobotModel model) throws Exception {
        Map<Long, double[]> truth = new HashMap<>();
        RecordedFrame recorded = new RecordedFrame();
        FrameLayout layout = new FrameLayout(model);
        try (Recording recording = open(name)) {
            while (recording.next(recorded) && recorded.frame.seq < (SECONDS + 1) / TICK) {
                layout.arrange(recorded.truth);
                truth.put(
                        1_000_000L * recorded.episode + recorded.frame.seq,
                        Arrays.copyOf(recorded.truth.jointPositions, model.jointCount()));
            }
        }
        return truth;
    }

    private static Recording open(String name) throws Exception {
        return Recording.open(ReferenceData.file("humanoid/humanoid_28-" + name + ".noisy.jsonl.gz"));
    }

    Outcome run(String name, Stamping stamping) throws Exception {
        Map<Long, double[]> truths = joints(name, model);
        FollowedRobot robot = new FollowedRobot(model, 10_000_000, 20_000_000, 50_000_000);
        FrameLayout layout = new FrameLayout(model);
        Truth truth = new Truth(model);
        Outcome out = new Outcome(robot.state());
        RecordedFrame recorded = new RecordedFrame();
        double sum = 0;
        long count = 0;
        int episode = -1;
        long number = 0;
        long firstSeq = 0;
        try (Recording recording = open(name)) {
            while (recording.next(recorded)) {
                SensorFrame frame = recorded.frame;
                if (recorded.episode != episode) {
                    episode = recorded.episode;
                    robot = new FollowedRobot(robot.twin);
                    out.skill.restart();
                    number = 0;
                    firstSeq = frame.seq;
                }
                long seq = frame.seq;
                if (TICK * (seq - firstSeq) > SECONDS) {
                    break;
                }
                if (!taken.test(seq)) {
                    continue;
                }
                double time = TICK * (seq - firstSeq);
                double stamp = stamping.stamp(time);
                frame.seq = seq / every;
                if (renumbered) {
                    frame.seq = number++ % restartsAfter;
                }
                if (Double.isNaN(stamp)) {
                    continue;
                }
                frame.stampNanos = Math.round(1e9 * (1000 + stamp));
                if (!numbered) {
                    frame.drop(SensorFrame.SEQ);
                }
                frame.drop(dropped);
                FrameAnswer answer;
                try {
                    answer = robot.follow(frame, 1_000_000 + Math.round(1e3 * time));
                } catch (FrameRejectedException refusal) {
                    out.refused++;
                    continue;
                }
                out.admissions.merge(answer.admission(), 1, Integer::sum);
                Forecast forecast = answer.forecast();
                out.events.addAll(forecast.events);
                layout.arrange(recorded.truth);
                truth.take(time, recorded.truth, recorded.hasCom ? recorded.com : null, recorded.pushed);
                out.skill.add(robot.state(), answer.baseEstimate(), truth, time > SCORED_FROM);
                double[] then = truths.get(1_000_000L * recorded.episode + seq + AHEAD);
                if (then != null && time > SCORED_FROM) {
                    for (int j = 0; j < then.length; j++) {
                        double e = forecast.predictions[1].jointPositions[j] - then[j];
                        sum += e * e;
                    }
                    count += then.length;
                }
            }
        }
        out.jointRms = Math.sqrt(sum / count);
        out.state = robot.state();
        return out;
    }
}
