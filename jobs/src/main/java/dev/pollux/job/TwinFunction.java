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
import dev.pollux.state.Forecast;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.OpenGaps;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinState;
import dev.pollux.twin.DigitalTwin;
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
 * One robot's frame at a time: decode ► admit ► sync ► predict ► emit. Moves state in and out of Flink; what is done to
 * it is twin-model's. Whatever comes in, a frame leaves as a prediction or as a rejected record.
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
        liveness = new Liveness(options.get(TwinOptions.STALE_AFTER));
        registry = new ModelRegistry(
                options.get(TwinOptions.HORIZONS),
                options.get(TwinOptions.PREDICTOR),
                options.get(TwinOptions.FLOOR),
                options.get(TwinOptions.LATE_WINDOW));
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
        robots.update(robot);
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
        TwinState state = robot.twin;
        if (liveness.becomesStale(robot, time, context.timerService()) && state != null) {
            context.output(EVENTS, events.stale(context.getCurrentKey(), state, time - robot.lastHeard));
        }
        robots.update(robot);
    }

    @Override
    public void processBroadcastElement(FrameRecord record, Context context, Collector<OutputRecord> predictions)
            throws Exception {
        try {
            List<String> warnings = registry.register(record, context.getBroadcastState(MODELS));
            if (!warnings.isEmpty() && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                context.output(EVENTS, events.modelDoubted(record, warnings));
            }
        } catch (FrameRejectedException rejection) {
            if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) { // every subtask hears of it
                context.output(REJECTED, new RejectedRecord(record, rejection));
                context.output(EVENTS, events.modelRejected(record, rejection));
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
            SensorFrame frame = intake.read(record, robot.twin);
            boolean behindOthers = frame.model == null && robot.awaited != null;
            String model = frame.model != null ? frame.model : robot.model != null ? robot.model : defaultModel;
            KnownModel known = behindOthers ? null : registry.find(model, context.getBroadcastState(MODELS));
            if (known != null) {
                follow(record, frame, known, robot, context, predictions);
            } else if (!mayWait || !waiting.add(record, model, robot, context.timerService())) {
                throw new FrameRejectedException(RejectReason.UNKNOWN_MODEL, ModelRegistry.explainUnknown(model));
            }
        } catch (FrameRejectedException rejection) {
            reject(record, rejection, context);
        }
    }

    private void follow(
            FrameRecord record,
            SensorFrame frame,
            KnownModel known,
            TrackedRobot robot,
            ReadOnlyContext context,
            Collector<OutputRecord> predictions)
            throws Exception {
        DigitalTwin twin = known.twin();
        TwinState present = known.stateFor(robot);
        boolean changed = robot.twin != null && present != robot.twin;
        OpenGaps kept = openGaps.value();
        OpenGaps gaps = changed ? null : kept;
        Admission admission = known.late().admit(present, gaps, frame, record.appendMillis);
        TwinState state = known.late().state();
        long lastSeq = state.seq;
        long lastStamp = state.stampNanos;
        twin.sync(state, frame, admission);
        stopwatch.synced();
        Forecast forecast = twin.predict(state);
        byte[] message = known.encoder().encode(record.robot(), state, forecast, format);
        stopwatch.encoded();
        predictions.collect(new OutputRecord(record.robot(), message, format));
        Timing timing = stopwatch.handedOn(record, frame, outcome(admission), forecast.residuals);
        OpenGaps open = known.late().takeIn(frame, record.appendMillis, admission, gaps, forecast);
        if (open != null) {
            openGaps.update(open);
        } else if (kept != null) {
            openGaps.clear();
        }
        timing.missing = known.late().missed();
        context.output(TIMINGS, timing);
        if (changed) {
            context.output(EVENTS, events.modelChanged(record.robot(), state, robot.model, known.id()));
        }
        if (admission == Admission.RESTARTED) {
            context.output(EVENTS, events.reset(record.robot(), state, lastSeq));
        } else if (admission == Admission.CLOCK_JUMPED) {
            context.output(EVENTS, events.clockJump(record.robot(), state, lastStamp));
        }
        robot.twin = state;
        robot.model = known.id();
        long lastHeard = robot.lastHeard;
        if (liveness.heard(robot, context.timerService())) {
            context.output(
                    EVENTS, events.live(record.robot(), state, lastHeard == 0 ? -1 : robot.lastHeard - lastHeard));
        }
        for (TwinEvent event : forecast.events) {
            context.output(EVENTS, events.noticed(record.robot(), state, event));
        }
    }

    private static Outcome outcome(Admission admission) {
        return switch (admission) {
            case IN_ORDER -> Outcome.IN_ORDER;
            case LATE -> Outcome.LATE;
            default -> Outcome.ANEW;
        };
    }

    private void reject(FrameRecord record, FrameRejectedException rejection, ReadOnlyContext context) {
        RejectReason reason = rejection.reason();
        Outcome outcome = reason == RejectReason.DUPLICATE ? Outcome.DUPLICATE : Outcome.REJECTED;
        context.output(REJECTED, new RejectedRecord(record, rejection));
        context.output(TIMINGS, new Timing(record.robot(), outcome, record.appendMillis, 0));
    }
}
