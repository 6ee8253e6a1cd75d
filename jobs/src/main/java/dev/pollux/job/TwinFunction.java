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
import dev.pollux.late.OpenGaps;
import dev.pollux.messages.Format;
import dev.pollux.state.Admission;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinState;
import dev.pollux.twin.FrameAnswer;
import dev.pollux.twin.RobotMemory;
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

/**
 * Processes one frame of a robot at a time: load ► decode ► follow ► emit ► store. Moves state in and out of Flink;
 * module twin-model does the computation. Every frame leaves as a prediction or as a rejected record, even if the twin
 * itself fails on it: then that robot's state is reset, and no other robot is affected.
 */
public final class TwinFunction extends KeyedBroadcastProcessFunction<String, FrameRecord, FrameRecord, OutputRecord> {
    private static final long serialVersionUID = 1L;

    /** The model registry: from model id to its message, unchanged. */
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
        stopwatch = new Stopwatch();
        registry = new ModelRegistry(options, stopwatch::synced, failures);
        intake = new FrameIntake(options.get(TwinOptions.MAX_FRAME));
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
            // on a busy machine the timer may be late, and an earlier frame may have set it
            long silent = context.timerService().currentProcessingTime() - robot.lastHeard;
            try {
                context.output(EVENTS, failures.attempt(id, () -> events.stale(id, state, silent)));
            } catch (FrameRejectedException failure) {
                lose(robot, failure);
            }
        }
        keep(robot);
    }

    /** Stores a robot's state if there is any, so that a wrong key costs no memory. */
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
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) { // every subtask receives it
            context.output(REJECTED, new RejectedRecord(record, rejection));
            try {
                context.output(EVENTS, failures.attempt(record, () -> events.modelRejected(record, rejection)));
            } catch (FrameRejectedException untold) {
                // the record is in twin.rejected and the failure in the log
            }
        }
    }

    /** Processes the waiting frames in the order in which they came. */
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
                follow(record, frame, known, robot, context, predictions);
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
                intake = new FrameIntake(options.get(TwinOptions.MAX_FRAME)); // it stopped in the middle
            }
            throw rejection;
        }
    }

    /** Tells the order of a robot's frames about one that cannot be used. */
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

    /** load ► follow ► emit ► store. */
    private void follow(
            FrameRecord record,
            SensorFrame frame,
            KnownModel known,
            TrackedRobot robot,
            ReadOnlyContext context,
            Collector<OutputRecord> predictions)
            throws Exception {
        OpenGaps open = openGaps.value();
        RobotMemory memory = robot.twin == null ? known.twin().newRobot() : new RobotMemory(robot.twin, open);
        long now = context.timerService().currentProcessingTime();
        Reply reply;
        try {
            reply = failures.attempt(record, () -> reply(record, frame, known, robot, memory, now));
        } catch (FrameRejectedException rejection) {
            if (rejection.reason() == RejectReason.FAILED) {
                memory.restart(known.twin());
                reject(record, rejection, memory.missed(), context);
                startAnew(record, frame, known, robot, memory.state, rejection, context);
            } else {
                reject(record, rejection, 0, context);
            }
            return;
        }
        predictions.collect(reply.prediction);
        Outcome outcome = outcome(reply.answer.admission());
        Timing timing = stopwatch.handedOn(record, frame, outcome, reply.answer.forecast().residuals);
        timing.missing = memory.missed();
        context.output(TIMINGS, timing);
        reply.events.forEach(event -> context.output(EVENTS, event));
        store(known, robot, memory, open != null);
        liveness.heard(robot, context.timerService());
    }

    /**
     * Output for a frame.
     *
     * @param prediction the record for {@code twin.predictions}
     * @param events the records for {@code twin.events}
     */
    private record Reply(FrameAnswer answer, OutputRecord prediction, List<OutputRecord> events) {}

    /** Does not call Flink, so that every failure is the twin's; a frame that fails emits nothing. */
    private Reply reply(
            FrameRecord record, SensorFrame frame, KnownModel known, TrackedRobot robot, RobotMemory memory, long now)
            throws FrameRejectedException {
        FrameAnswer answer = known.twin().follow(known.workspace(), memory, frame, record.appendMillis);
        byte[] message = known.encoder().encode(record.robot(), answer.state(), answer.forecast(), format);
        stopwatch.encoded();
        OutputRecord live = liveness.awaits(robot)
                ? events.live(record.robot(), memory.state, robot.lastHeard == 0 ? -1 : now - robot.lastHeard)
                : null;
        List<OutputRecord> told = events.of(record, answer, memory.state, robot, live);
        return new Reply(answer, new OutputRecord(record.robot(), message, format), told);
    }

    /** @param hadGaps whether open gaps are stored: their state is read once a frame */
    private void store(KnownModel known, TrackedRobot robot, RobotMemory memory, boolean hadGaps) throws Exception {
        robot.lost = null;
        robot.twin = memory.state;
        robot.model = known.id();
        if (memory.gaps != null) {
            openGaps.update(memory.gaps);
        } else if (hadGaps) {
            openGaps.clear();
        }
    }

    /** Drops the state of a robot that can no longer be used; its next frame reports this. */
    private void lose(TrackedRobot robot, FrameRejectedException failure) {
        robot.twin = null;
        robot.lost = "the twin failed: " + failure.getMessage();
    }

    /** Resets a robot whose twin failed, and replaces the working memory in which it failed. */
    private void startAnew(
            FrameRecord record,
            SensorFrame frame,
            KnownModel known,
            TrackedRobot robot,
            TwinState fresh,
            FrameRejectedException failure,
            ReadOnlyContext context)
            throws Exception {
        registry.renew(known);
        openGaps.clear();
        if (robot.twin == null) {
            return; // a robot without admitted frames has no state
        }
        boolean tells = robot.twin.frames > 0 && robot.resets.tells(record.appendMillis);
        robot.twin = fresh;
        robot.model = known.id();
        if (tells) {
            long untold = robot.resets.takeUntold();
            try {
                context.output(
                        EVENTS, failures.attempt(record, () -> events.failed(record.robot(), frame, failure, untold)));
            } catch (FrameRejectedException speechless) {
                lose(robot, failure);
            }
        }
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
