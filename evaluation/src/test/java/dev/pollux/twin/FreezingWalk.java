package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import dev.pollux.state.TwinState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Six seconds of the noisy MuJoCo walk, 500 frames a second, of which something is frozen from 3.0 to 4.4 s. */
final class FreezingWalk {
    static final int FRAMES = 3_000;
    static final int FREEZES = 1_500;
    static final int GOES_ON = 2_200;

    /** A sensor's silence is told within so many frames. */
    private static final int HOLD = 16;

    /** Puts into a frame what was frozen. */
    interface Freeze {
        void apply(SensorFrame frame, SensorFrame frozen);
    }

    final WalkFrames.Run run;
    private final List<Boolean> known;

    private FreezingWalk(WalkFrames.Run run, List<Boolean> known) {
        this.run = run;
        this.known = known;
    }

    /**
     * Takes the walk through a twin.
     *
     * @param always changes every frame before anything freezes
     * @param freeze from the frame of the freeze on, whose own samples are the frozen ones
     * @param known whether the state knows what freezes
     */
    static FreezingWalk run(WalkFrames.Change always, Freeze freeze, Predicate<TwinState> known) throws Exception {
        SensorFrame frozen = new SensorFrame();
        List<Boolean> knew = new ArrayList<>();
        WalkFrames.Change change = (frame, i) -> {
            always.apply(frame, i);
            if (i == FREEZES) {
                frozen.copyFrom(frame);
            }
            if (i >= FREEZES && i < GOES_ON) {
                freeze.apply(frame, frozen);
            }
        };
        return new FreezingWalk(
                WalkFrames.run("walk", FRAMES, 0, change, (state, i) -> knew.add(known.test(state))), knew);
    }

    static FreezingWalk run(Freeze freeze, Predicate<TwinState> known) throws Exception {
        return run((frame, i) -> {}, freeze, known);
    }

    /** One message names what froze, within so many frames; it leaves the state, and is back with its first new sample. */
    FreezingWalk isNamedLeavesAndReturns(String named, int within) {
        List<WalkFrames.Told> told = run.refusals();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).event().message()).startsWith(named);
        int frame = told.get(0).frame();
        assertThat(frame).isBetween(FREEZES, FREEZES + within);
        assertThat(known.subList(frame + HOLD, GOES_ON)).containsOnly(false);
        return this;
    }

    /** It is known again with its first new sample. */
    FreezingWalk isBackAtOnce() {
        assertThat(known.subList(GOES_ON, FRAMES)).containsOnly(true);
        return this;
    }

    /** The same, and this is told. */
    FreezingWalk isBackAtOnce(String restored) {
        assertThat(run.told(Kind.RESTORED)).extracting(TwinEvent::message).containsExactly(restored);
        return isBackAtOnce();
    }

    EstimationSkill skill() {
        return run.skill;
    }

    @Override
    public String toString() {
        return run.toString();
    }
}
