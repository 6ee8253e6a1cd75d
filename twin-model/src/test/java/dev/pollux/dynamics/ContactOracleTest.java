package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ReferenceData;
import dev.pollux.model.Frame;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Contact dynamics beside Pinocchio's solution of the whole KKT system. */
@Tag("data")
class ContactOracleTest {
    private static final List<String> SOLES = List.of("left_sole", "right_sole");

    private static List<RigidContact> welds(Oracle o) {
        return SOLES.stream()
                .map(name -> RigidContact.weld(Objects.requireNonNull(o.model().frame(name))))
                .toList();
    }

    private static double error(Oracle o, List<RigidContact> contacts, JointModel joints) {
        boolean[] closed = new boolean[2];
        for (JsonNode name : o.sample().get("support")) {
            closed[SOLES.indexOf(name.textValue())] = true;
        }
        double[] qdd = new double[34];
        double[] wrenches = new double[12];
        new ContactDynamics(o.motion(), joints, contacts).accelerations(closed, o.numbers("tau"), qdd, wrenches);
        double worst = Oracle.error(qdd, o.qdd());
        double[] expected = new double[12];
        JsonNode wrench = o.sample().get("wrench");
        int k = 0;
        for (JsonNode name : o.sample().get("support")) {
            double[] one = ReferenceData.numbers(wrench.isArray() ? wrench.get(k++) : wrench.get(name.textValue()));
            System.arraycopy(one, 0, expected, 6 * SOLES.indexOf(name.textValue()), 6);
        }
        return Math.max(worst, Oracle.error(wrenches, expected));
    }

    @Test
    void accelerationsAndWrenchesMatchPinocchio() {
        List<Oracle> samples = Oracle.humanoid().filter(Oracle::isContact).toList();
        assertThat(samples).hasSize(60);
        Oracle first = samples.get(0);
        Frame foot = welds(first).get(0).frame();
        // a sole one millimetre off, or a rotor, is seen
        Frame off = new Frame(
                "off",
                foot.body(),
                foot.r00(),
                foot.r01(),
                foot.r02(),
                foot.r10(),
                foot.r11(),
                foot.r12(),
                foot.r20(),
                foot.r21(),
                foot.r22(),
                foot.px() + 1e-3,
                foot.py(),
                foot.pz());
        assertThat(error(first, List.of(RigidContact.weld(off), welds(first).get(1)), JointModel.rigid(first.model())))
                .isGreaterThan(1e-6);
        for (Oracle o : samples) {
            assertThat(error(o, welds(o), JointModel.rigid(o.model()))).isLessThan(1e-9);
        }
    }
}
