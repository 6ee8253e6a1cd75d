package dev.pollux.play;

import dev.pollux.recording.ArrivalClock;
import dev.pollux.recording.LineRefusedException;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.recording.RecordingFile;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording as a fleet: every robot sends the recording's frames at the recording's times, each robot a little
 * after the one before it, spread over the time between two frames.
 *
 * <p>At speed 1 frames are stamped with the wall-clock time at which they are due: a latency measured from the stamp
 * counts from when the robot would have sent it, even if this player is late. At any other speed stamps keep the
 * recording's own spacing, and the frame's clock is called "replay".
 *
 * <p>Where the recording begins anew (its end, another episode) the robot is silent for {@value #SEAM_MILLIS} ms, longer
 * than the estimator bridges: seq and stamp go on, the estimate of the base begins anew and says so (RESET), and no prediction
 * is held against the leap. Within an episode frames are sent in the file's order with the stamps they have, late and swapped
 * ones when they arrived ({@link ArrivalClock}).
 */
public final class RecordingPlayer {
    /** Pause between the end and a new beginning of the recording, ms of its own time. */
    public static final long SEAM_MILLIS = 2_000;

    /** Robots follow one another within the time between two frames, but not through a pause of the recording, ns. */
    private static final long LONGEST_SPREAD = 1_000_000_000L;

    private static final int IDENTITY = SensorFrame.ROBOT_ID | SensorFrame.SEQ | SensorFrame.STAMP;

    private final RecordingFile recording;
    private final @Nullable String model;
    private final double speed;
    private final FramePublisher publisher;
    private final List<String> robots;
    private final List<byte[]> keys;
    private Metronome metronome = new Metronome();
    private final Set<String> remarks = new LinkedHashSet<>();
    private ArrivalClock arrivals = new ArrivalClock();
    private long passedOver;
    private long newestTime;
    private long newestSeq;
    private long timeShift;
    private long seqShift;
    private long left = Long.MAX_VALUE;
    private volatile boolean stopped;

    /**
     * A player.
     *
     * @param model the model's id every frame names; null: what the recording says
     * @param robots their ids
     * @param speed 1: real time
     */
    public RecordingPlayer(
            RecordingFile recording,
            @Nullable String model,
            List<String> robots,
            double speed,
            FramePublisher publisher) {
        if (robots.isEmpty() || !(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException(
                    robots.size() + " robots at speed " + speed + ": expected one or more, and a speed above 0");
        }
        this.recording = recording;
        this.model = model;
        this.speed = speed;
        this.publisher = publisher;
        this.robots = List.copyOf(robots);
        keys = this.robots.stream()
                .map(id -> id.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** The ids of so many robots: prefix-0001 and so on. */
    public static List<String> fleet(String prefix, int robots) {
        return IntStream.rangeClosed(1, robots)
                .mapToObj((prefix + "-%04d")::formatted)
                .toList();
    }

    /** Plays the recording once. */
    public void playOnce() throws IOException {
        begin();
        play(Long.MAX_VALUE);
    }

    /** Plays the recording, again and again if need be, for so many seconds. */
    public void play(double seconds) throws IOException {
        begin();
        long end = (long) (seconds * 1e9);
        while (play(end)) {
            // The recording was over before the time was.
        }
    }

    /** Plays so many frames, all robots counted together, and the rest of the last round. */
    public void playFrames(long frames) throws IOException {
        begin();
        left = frames;
        while (play(Long.MAX_VALUE)) {
            // The recording was over before all frames were sent.
        }
    }

    /** Makes the player end after the frame it is at. */
    public void stop() {
        stopped = true;
    }

    /** What of the recording could not be played, and where it ended early: a sentence each, for people. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Plays the recording once, or as much of it as there is time for; true where it came to its end. */
    private boolean play(long end) throws IOException {
        RecordedFrame frame = new RecordedFrame();
        RecordedFrame next = new RecordedFrame();
        try (Recording frames = recording.open()) {
            boolean more = read(frames, frame);
            if (!more) {
                throw new IOException(recording + ": holds no frame");
            }
            begin(frame.frame);
            long arrival = arrivals.take(time(frame.frame));
            while (more && !stopped && left > 0 && arrival / speed < end) {
                more = read(frames, next);
                boolean anew = more && next.episode != frame.episode;
                long interval = more && !anew ? next.frame.stampNanos - frame.frame.stampNanos : 0;
                newestTime = Math.max(newestTime, time(frame.frame));
                newestSeq = Math.max(newestSeq, frame.frame.seq + seqShift);
                publish(frame.frame, arrival, Math.max(0, Math.min(interval, LONGEST_SPREAD)));
                left -= robots.size();
                if (anew || !more) {
                    timeShift = newestTime + SEAM_MILLIS * 1_000_000;
                    seqShift = newestSeq + 1;
                }
                if (anew) {
                    begin(next.frame);
                }
                RecordedFrame played = frame;
                frame = next;
                next = played;
                if (more) {
                    arrival = arrivals.take(time(frame.frame));
                }
            }
            if (frames.endedEarly() != null) {
                remarks.add(recording + ": " + frames.endedEarly());
            }
            return !more && !stopped && left > 0;
        }
    }

    /** Reads on to the next line that is a frame. */
    private boolean read(Recording frames, RecordedFrame out) throws IOException {
        while (true) {
            try {
                return frames.next(out);
            } catch (LineRefusedException noFrame) {
                if (passedOver++ == 0) {
                    remarks.add("lines that are no frames are passed over, such as " + noFrame.getMessage());
                }
            }
        }
    }

    private void begin() {
        metronome = new Metronome();
        arrivals = new ArrivalClock();
    }

    /** Makes a frame the one that comes at timeShift with seqShift. */
    private void begin(SensorFrame first) {
        timeShift -= first.stampNanos;
        seqShift -= first.seq;
    }

    private void publish(SensorFrame frame, long arrival, long interval) {
        long time = time(frame);
        frame.mark(IDENTITY);
        frame.model = model == null ? frame.model : model;
        frame.seq += seqShift;
        for (int robot = 0; robot < robots.size() && !stopped; robot++) {
            long later = interval * robot / robots.size();
            metronome.await((long) ((arrival + later) / speed));
            frame.robotId = robots.get(robot);
            frame.clock = speed == 1 ? "system" : "replay";
            frame.stampNanos = metronome.wallNanos(time + later);
            publisher.publish(keys.get(robot), frame);
        }
    }

    /** When a frame happens, ns of the play's own time. */
    private long time(SensorFrame frame) {
        return frame.stampNanos + timeShift;
    }
}
