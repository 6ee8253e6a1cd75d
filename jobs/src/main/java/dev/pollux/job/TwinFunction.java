package dev.pollux.job;

import dev.pollux.job.latency.Timing;
import dev.pollux.job.latency.Timing.Outcome;
import dev.pollux.job.latency.TimingSerializer;
import dev.pollux.job.options.JobOptions;
import dev.pollux.job.options.TwinOptions;
import dev.pollux.job.state.FrameRecord;
import dev.pollux.job.state.FrameRecordSerializer;
import dev.pollux.job.state.OpenGapsSerializer;
import dev.pollux.job.state.OutputRecord;
import dev.pollux.job.state.OutputRecordSerializer;
import dev.pollux.job.state.PlainType;
import dev.pollux.job.state.RejectedRecord;
import dev.pollux.job.state.RejectedRecordSerializer;
import dev.pollux.job.state.TrackedRobot;
import dev.pollux.job.state.TrackedRobotSerializer;
import dev.pollux.messages.Format;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.OpenGaps;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * One robot's frame at a time: decode ► admit ► sync ► predict ► emit. Moves state in and out of Flink; what is done to
 * it is twin-model's. Whatever comes in, a frame leaves as a prediction or as a rejected record: also where the twin
 * itself fails on it, which costs that robot its past, and nobody else anything.
 */
public final class TwinFunction extends KeyedBroadcastProcessFunction<String, FrameRecord, FrameRecord, OutputRecord> {
    private static final long serialVersionUID = 1L;

    /** The model registry: model id to its message as it came. */
    public static final MapStateDescriptor<String, FrameRecord> MODELS =
            new MapStateDescriptor<>("models", Types.STRING, new PlainType<>(FrameRecordSerializer.INSTANCE));

    public static final TypeInformation<OutputRecord> OUTPUT = new PlainType<>(OutputRecordSerializer.INSTANCE);

    public static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("rejected", new PlainType<>(RejectedRecordSerializer.INSTANCE));

    public static final OutputTag<OutputRecord> EVENTS = new OutputTag<>("events", OUTPUT);

    public static final OutputTag<Timing> TIMINGS =
            new OutputTag<>("timings", new PlainType<>(TimingSerializer.INSTANCE));

    private final JobOptions options;
    private transient ValueState<TrackedRobot> robots;
    private transient ValueState<OpenGaps> openGaps;
    private transient WaitingFrames waiting;
    private transient Liveness liveness;
    private transient ModelRegistry registry;
    private transient FrameIntake intake;
    private transient Failures failures;
    private transient Stopwatch stopwatch;
    private transient Events events;
    private transient Format format;
    private transient String defaultModel;

    public TwinFunction(JobOptions options) {
        this.options = options;
    }

    @Override
    public void open(OpenContext context) {
        robots = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("robot", new PlainType<>(TrackedRobotSerializer.INSTANCE)));
        openGaps = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("gaps", new PlainType<>(OpenGapsSerializer.INSTANCE)));
        format = options.get(TwinOptions.OUTPUT_FORMAT);
        defaultModel = options.get(TwinOptions.DEFAULT_MODEL);
        events = new Events(format);
        waiting = new WaitingFrames(getRuntimeContext(), options.get(TwinOptions.MODEL_WAIT));
        liveness = new Liveness(options.get(TwinOptions.STALE_AFTER), options.get(TwinOptions.FORGET_AFTER));
        failures = new Failures();
        registry = new ModelRegistry(
                options.get(TwinOptions.HORIZONS),
                options.get(TwinOptions.PREDICTOR),
                options.get(TwinOptions.FLOOR),
                options.get(TwinOptions.LATE_WINDOW),
                failures);
        intake = new FrameIntake(options.get(TwinOptions.MAX_FRAME));
        stopwatch = new Stopwatch();
    }

    @Override
    public void processElement(FrameRecord record, ReadOnlyContext context, Collector<OutputRecord> predictions)
            throws Exception {
        TrackedRobot robot = robots.value();
        robot = robot == null ? new TrackedRobot() : robot;
        if (robot.awaited != null && registry.find(robot.awaited, context.getBroadcastState(MODELS)) != null) {
            processWaiting(true, robot, context, predictions);
        }
        process(record, true, robot, context, predictions);
        keep(robot);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<OutputRecord> predictions) throws Exception {
        TrackedRobot robot = robots.value();
        if (robot == null) {
            return;
        }
        if (robot.awaited != null) {
            if (registry.find(robot.awaited, context.getBroadcastState(MODELS)) != null) {
                processWaiting(true, robot, context, predictions);
            } else if (time >= robot.waitUntil) {
                processWaiting(false, robot, context, predictions);
            } else {
                waiting.lookAgain(robot, context.timerService());
            }
        }
        Liveness.Finding finding = liveness.look(robot, time, context.timerService());
        if (finding == Liveness.Finding.FORGET) {
            robots.clear();
            openGaps.clear();
            return;
        }
        TwinState state = robot.twin;
        if (finding == Liveness.Finding.STALE && state != null) {
            String id = context.getCurrentKey();
            // the timer may come long after its time on a busy machine, and may have been set by an earlier frame
            long silent = context.timerService().currentProcessingTime() - robot.lastHeard;
            try {
                context.output(EVENTS, failures.attempt(id, () -> events.stale(id, state, silent)));
            } catch (FrameRejectedException failure) {
                lose(robot, failure);
            }
        }
        keep(robot);
    }

    /** Keeps what is known of a robot; where that is nothing, a wrong key costs no memory. */
    private void keep(TrackedRobot robot) throws Exception {
        if (robot.isKnown()) {
            robots.update(robot);
        } else {
            robots.clear();
        }
    }

    @Override
    public void processBroadcastElement(FrameRecord record, Context context, Collector<OutputRecord> predictions)
            throws Exception {
        List<String> warnings;
        try {
            warnings = registry.register(record, context.getBroadcastState(MODELS));
        } catch (FrameRejectedException rejection) {
            rejectModel(record, rejection, context);
            return;
        } catch (RuntimeException | StackOverflowError | AssertionError failure) {
            rejectModel(record, failures.refusal(failure, record), context);
            return;
        }
        if (!warnings.isEmpty() && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            try {
                context.output(EVENTS, failures.attempt(record, () -> events.modelDoubted(record, warnings)));
            } catch (FrameRejectedException failure) {
                context.output(REJECTED, new RejectedRecord(record, failure));
            }
        }
    }

    private void rejectModel(FrameRecord record, FrameRejectedException rejection, Context context) {
        registry.refuse(record, rejection);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) { // every subtask hears of it
            context.output(REJECTED, new RejectedRecord(record, rejection));
            try {
                context.output(EVENTS, failures.attempt(record, () -> events.modelRejected(record, rejection)));
            } catch (FrameRejectedException untold) {
                // twin.rejected has the record and why, and the log this failure
            }
        }
    }

    /** Sends the frames that wait through again, in the order in which they came. */
    private void processWaiting(
            boolean mayWait, TrackedRobot robot, ReadOnlyContext context, Collector<OutputRecord> predictions)
            throws Exception {
        for (FrameRecord record : waiting.takeAll(robot)) {
            process(record, mayWait, robot, context, predictions);
        }
    }

    private void process(
            FrameRecord record,
            boolean mayWait,
            TrackedRobot robot,
            ReadOnlyContext context,
            Collector<OutputRecord> predictions)
            throws Exception {
        stopwatch.start();
        try {
            SensorFrame frame = read(record, robot);
            boolean behindOthers = frame.model == null && robot.awaited != null;
            String model = frame.model != null ? frame.model : robot.model != null ? robot.model : defaultModel;
            KnownModel known = behindOthers ? null : registry.find(model, context.getBroadcastState(MODELS));
            if (known != null) {
                OpenGaps open = robot.lost == null ? openGaps.value() : null; // else they are of the past that is lost
                follow(new TwinStep(record, frame, known, robot, open), robot, context, predictions);
            } else if (!mayWait || !waiting.add(record, model, robot, context.timerService())) {
                if (robot.twin != null) {
                    passBy(record, frame, robot, robot.twin);
                }
                throw new FrameRejectedException(RejectReason.UNKNOWN_MODEL, registry.explainUnknown(model));
            }
        } catch (FrameRejectedException rejection) {
            reject(record, rejection, 0, context);
        }
    }

    private SensorFrame read(FrameRecord record, TrackedRobot robot) throws FrameRejectedException {
        try {
            return failures.attempt(record, () -> intake.read(record, robot.twin));
        } catch (FrameRejectedException rejection) {
            if (rejection.reason() == RejectReason.FAILED) {
                intake = new FrameIntake(options.get(TwinOptions.MAX_FRAME)); // it broke off in the middle
            }
            throw rejection;
        }
    }

    /** Lets the order of a robot's frames know one that cannot be used. */
    private void passBy(FrameRecord record, SensorFrame frame, TrackedRobot robot, TwinState state)
            throws FrameRejectedException {
        try {
            failures.attempt(record, () -> {
                state.order.pass(frame);
                return state;
            });
        } catch (FrameRejectedException failure) {
            lose(robot, failure);
            throw failure;
        }
    }

    private void follow(TwinStep step, TrackedRobot robot, ReadOnlyContext context, Collector<OutputRecord> predictions)
            throws Exception {
        FrameRecord record = step.record;
        byte[] message;
        try {
            message = failures.attempt(record, () -> step.predict(stopwatch, format));
        } catch (FrameRejectedException rejection) {
            boolean failed = rejection.reason() == RejectReason.FAILED;
            reject(record, rejection, failed ? step.givenUp() : 0, context);
            if (failed) {
                startAnew(step, robot, rejection, context);
            }
            return;
        }
        predictions.collect(new OutputRecord(record.robot(), message, format));
        Timing timing = stopwatch.handedOn(record, step.frame, outcome(step.admission()), step.forecast().residuals);
        List<OutputRecord> words;
        try {
            long now = context.timerService().currentProcessingTime();
            words = failures.attempt(record, () -> {
                step.takeIn();
                return words(step, robot, now);
            });
        } catch (FrameRejectedException failure) {
            // The frame has its prediction; it is what comes after it with which the twin does not come to an end.
            timing.missing = step.givenUp();
            context.output(TIMINGS, timing);
            startAnew(step, robot, failure, context);
            return;
        }
        keep(step.gaps());
        timing.missing = step.known.late().missed();
        context.output(TIMINGS, timing);
        robot.lost = null;
        robot.twin = step.state();
        robot.model = step.known.id();
        liveness.heard(robot, context.timerService());
        words.forEach(word -> context.output(EVENTS, word));
    }

    private void keep(@Nullable OpenGaps open) throws Exception {
        if (open != null) {
            openGaps.update(open);
        } else if (openGaps.value() != null) {
            openGaps.clear();
        }
    }

    /**
     * The events of what happened with the frame.
     *
     * @param now ms of processing time
     */
    private List<OutputRecord> words(TwinStep step, TrackedRobot robot, long now) {
        String id = step.record.robot();
        long append = step.record.appendMillis;
        TwinState state = step.state();
        List<OutputRecord> words = new ArrayList<>();
        if (robot.lost != null && robot.resets.tells(append)) {
            words.add(events.lost(id, state, robot.lost, robot.resets.takeUntold()));
        }
        if (step.changed()) {
            words.add(events.modelChanged(id, state, robot.model, step.known.id(), step.goesOn()));
        }
        boolean countsAnew = step.admission() == Admission.RESTARTED || step.admission() == Admission.RENUMBERED;
        if (countsAnew && robot.resets.tells(append)) {
            words.add(events.reset(id, state, step.admission(), step.lastSeq, robot.resets.takeUntold()));
        } else if (step.admission() == Admission.CLOCK_JUMPED) {
            words.add(events.clockJump(id, state, step.lastStamp));
        }
        state.belongTo(step.known.twin().model());
        if (liveness.awaits(robot)) {
            words.add(events.live(id, state, robot.lastHeard == 0 ? -1 : now - robot.lastHeard));
        }
        for (TwinEvent event : step.forecast().events) {
            if (event.kind() != TwinEvent.Kind.RESET) {
                words.add(events.noticed(id, state, event));
            } else if (robot.resets.tells(append)) {
                words.add(events.reset(id, state, event, robot.resets.takeUntold()));
            }
        }
        return words;
    }

    /** Drops what is known of a robot, which is told with its next frame. */
    private void lose(TrackedRobot robot, FrameRejectedException failure) {
        robot.twin = null;
        robot.lost = "the twin failed: " + failure.getMessage();
    }

    /** Drops what is known of a robot whose twin failed, and the scratch memory in which it failed. */
    private void startAnew(TwinStep step, TrackedRobot robot, FrameRejectedException rejection, ReadOnlyContext context)
            throws Exception {
        boolean hadPast = robot.twin != null && robot.twin.frames > 0;
        if (hadPast && robot.resets.tells(step.record.appendMillis)) {
            long untold = robot.resets.takeUntold();
            try {
                context.output(
                        EVENTS,
                        failures.attempt(
                                step.record, () -> events.failed(step.record.robot(), step.frame, rejection, untold)));
            } catch (FrameRejectedException speechless) {
                lose(robot, rejection);
            }
        }
        robot.twin = step.anew();
        robot.model = step.known.id();
        openGaps.clear();
        registry.renew(step.known);
    }

    private static Outcome outcome(Admission admission) {
        return switch (admission) {
            case IN_ORDER, RENUMBERED -> Outcome.IN_ORDER;
            case LATE -> Outcome.LATE;
            default -> Outcome.ANEW;
        };
    }

    private void reject(FrameRecord record, FrameRejectedException rejection, long missed, ReadOnlyContext context) {
        RejectReason reason = rejection.reason();
        Outcome outcome = reason == RejectReason.DUPLICATE ? Outcome.DUPLICATE : Outcome.REJECTED;
        Timing timing = new Timing(record.robot(), outcome, record.appendMillis, 0);
        timing.missing = missed;
        context.output(REJECTED, new RejectedRecord(record, rejection));
        context.output(TIMINGS, timing);
    }
}
