package dev.pollux.play;

import dev.pollux.model.Counted;
import dev.pollux.recording.RecordingFile;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording as a fleet: every robot sends the recording's frames at the recording's times, each robot slightly
 * after the one before it, spread over the time between two frames.
 *
 * <p>At speed 1 frames are stamped with the wall-clock time at which they are due: a latency from the stamp counts from
 * the time at which the robot would have sent it, even if this player is late. At any other speed stamps keep the
 * recording's own spacing, and the frame's clock is called "replay".
 *
 * <p>{@link PlayedFrames} gives the frames: a repeated recording loops if it can, otherwise it restarts after a pause.
 */
public final class RecordingPlayer {
    /** Longest time between two frames over which robots are spread, ns: not over a pause of the recording. */
    private static final long LONGEST_SPREAD = 1_000_000_000L;

    /** Delay of frames that is common on a busy machine, ns: only more is reported. */
    private static final long BEHIND = 500_000_000L;

    private static final int IDENTITY = SensorFrame.ROBOT_ID | SensorFrame.SEQ | SensorFrame.STAMP;

    private final RecordingFile recording;
    private final @Nullable String model;
    private final double speed;
    private final FramePublisher publisher;
    private final List<String> robots;
    private final List<byte[]> keys;
    private final Set<String> remarks = new LinkedHashSet<>();
    private volatile boolean stopped;
    private volatile long behind;
    private final BooleanSupplier ended = () -> stopped;
    private long mostLate;

    /**
     * A player.
     *
     * @param model the model id in every frame; null: that of the recording
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

    /** The ids of this many robots: prefix-0001 and so on, also for a prefix that ends in the hyphen. */
    public static List<String> fleet(String prefix, int robots) {
        String begin = prefix.endsWith("-") ? prefix : prefix + "-";
        return IntStream.rangeClosed(1, robots)
                .mapToObj(robot -> begin + String.format(Locale.ROOT, "%04d", robot))
                .toList();
    }

    /** Plays the recording once. */
    public void playOnce() throws IOException {
        play(false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Plays the recording, repeatedly if needed, for this many seconds. */
    public void play(double seconds) throws IOException {
        play(true, (long) (seconds * 1e9), Long.MAX_VALUE);
    }

    /** Plays this many frames, counting all robots, and the rest of the last round. */
    public void playFrames(long frames) throws IOException {
        play(true, Long.MAX_VALUE, frames);
    }

    /** Stops the player before its next frame. */
    public void stop() {
        stopped = true;
    }

    /**
     * Delay behind the schedule, including frames that wait for the broker, s; 0 if at most half a second. Thread-safe.
     */
    public double behindSeconds() {
        long late = Math.max(behind, publisher.lateNanos());
        return late > BEHIND ? late * 1e-9 : 0;
    }

    static String fellBehind(long nanos, int robots, double speed) {
        return String.format(
                Locale.ROOT,
                "the frames came up to %.1f s later than the recording has them: this machine or the broker does not keep"
                        + " up with %s at --speed %s",
                nanos * 1e-9,
                Counted.of(robots, "robot"),
                speed == Math.rint(speed) ? String.valueOf((long) speed) : String.valueOf(speed));
    }

    /** What could not be played, where the recording ended early, and how late it was: a sentence each. */
    public List<String> remarks() {
        List<String> all = new ArrayList<>(remarks);
        long late = Math.max(mostLate, publisher.mostLateNanos());
        if (late > BEHIND) {
            all.add(fellBehind(late, robots.size(), speed));
        }
        return all;
    }

    private void play(boolean again, long end, long most) throws IOException {
        try (PlayedFrames frames = again
                ? PlayedFrames.again(recording, (long) (end * speed), most / robots.size())
                : PlayedFrames.once(recording)) {
            Metronome metronome = new Metronome();
            for (long left = most; left > 0 && !stopped && frames.next(); left -= robots.size()) {
                if (frames.arrival() / speed >= end) {
                    break;
                }
                publish(frames, metronome);
            }
            behind = 0;
            remarks.addAll(frames.remarks());
            mostLate = metronome.mostLate();
        }
    }

    private void publish(PlayedFrames frames, Metronome metronome) {
        SensorFrame frame = frames.played().frame;
        long time = frame.stampNanos;
        long interval = Math.max(0, Math.min(frames.interval(), LONGEST_SPREAD));
        frame.mark(IDENTITY);
        frame.model = model == null ? frame.model : model;
        for (int robot = 0; robot < robots.size() && !stopped; robot++) {
            long later = interval * robot / robots.size();
            metronome.await((long) ((frames.arrival() + later) / speed), ended);
            if (stopped) {
                return;
            }
            behind = metronome.late();
            frame.robotId = robots.get(robot);
            frame.clock = speed == 1 ? "system" : "replay";
            frame.stampNanos = metronome.wallNanos(time + later);
            publisher.publish(keys.get(robot), frame, System.nanoTime() - behind);
        }
    }
}
