package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ReferenceData;
import dev.pollux.evaluation.Consistency;
import dev.pollux.evaluation.EstimationSkill;
import dev.pollux.evaluation.Truth;
import dev.pollux.model.RobotModel;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.SensorFrame;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the twin makes of the sensors of the noisy MuJoCo walk, all of them or some. */
@Tag("data")
class RecordedSensorsTest {
    private static final int SAYS_CONTACT = SensorFrame.CONTACTS | SensorFrame.CONTACT_WRENCHES;

    /** Twelve seconds: a dozen steps. */
    private static final int STEPS = 6_000;

    private final RobotModel model = BuiltInModels.humanoid28();
    private final FrameLayout layout = new FrameLayout(model);

    @Test
    void theEstimateIsAsSureAsItIsRight() throws Exception {
        EstimationSkill skill = walk(0, Integer.MAX_VALUE);

        assertThat(skill.nis().mean()).isBetween(0.7, 1.4);
        assertThat(skill.velocityNees().verdict()).isEqualTo(Consistency.Verdict.CONSISTENT);
        assertThat(skill.tiltNees().inBand()).isTrue();
        assertThat(skill.velocity().rms()).as(Figures.of(skill)).isLessThan(0.0031);
        assertThat(skill.driftPerMetre()).isLessThan(0.003);
    }

    @Test
    void loadsTellTheContactsOfARobotWithoutFlags() throws Exception {
        EstimationSkill skill = walk(SensorFrame.CONTACTS, STEPS);

        assertThat(skill.contactAgreement()).as(Figures.of(skill)).isGreaterThan(0.95);
        assertThat(skill.velocity().rms()).as(Figures.of(skill)).isLessThan(0.0031);
    }

    @Test
    void effortsTellTheContactsOfARobotThatSaysNothingElseOfItsFeet() throws Exception {
        EstimationSkill skill = walk(SAYS_CONTACT, STEPS);
        EstimationSkill blind = walk(SAYS_CONTACT | SensorFrame.JOINT_EFFORTS, STEPS);

        assertThat(blind.contactAgreement()).isNaN();
        assertThat(blind.velocity().rms()).isGreaterThan(0.1);
        assertThat(skill.contactAgreement())
                .as("regression guard: %s", Figures.of(skill))
                .isGreaterThan(0.93);
        assertThat(skill.velocity().rms())
                .as("regression guard: %s", Figures.of(skill))
                .isLessThan(0.01);
    }

    /** Follows so many frames of the walk without some of its sensors. */
    private EstimationSkill walk(int without, int frames) throws Exception {
        FollowedRobot robot = new FollowedRobot(model, 10_000_000);
        EstimationSkill skill = new EstimationSkill();
        RecordedFrame recorded = new RecordedFrame();
        Truth truth = new Truth(model);
        try (Recording recording = Recording.open(ReferenceData.file("humanoid/humanoid_28-walk.noisy.jsonl.gz"))) {
            for (int i = 0; i < frames && recording.next(recorded); i++) {
                SensorFrame frame = recorded.frame;
                layout.arrange(recorded.truth);
                truth.take(frame.stampNanos * 1e-9, recorded.truth, null, false);
                frame.drop(without);
                FrameAnswer answer = robot.follow(frame);
                skill.add(answer.state(), answer.baseEstimate(), truth, true);
            }
        }
        skill.restart();
        return skill;
    }
}
