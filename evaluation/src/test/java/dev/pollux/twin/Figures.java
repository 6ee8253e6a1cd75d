package dev.pollux.twin;

import dev.pollux.evaluation.EstimationSkill;
import java.util.Locale;

/** The figures of an estimate, for the descriptions of assertions. */
final class Figures {
    private Figures() {}

    static String of(EstimationSkill skill) {
        return String.format(
                Locale.ROOT,
                "velocity %.2f mm/s, NEES %.2f; tilt %.3f deg, NEES %.2f; position %.1f mm; NIS/dof %.2f; contacts agree %.3f",
                1e3 * skill.velocity().rms(),
                skill.velocityNees().mean(),
                Math.toDegrees(skill.tilt().rms()),
                skill.tiltNees().mean(),
                1e3 * skill.position().rms(),
                skill.nis().mean(),
                skill.contactAgreement());
    }
}
