package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Robots that somebody made to cost time or memory. */
class HostileModelTest {
    private static final String INERTIAL =
            "<inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial>";

    /** A quadratic search for the number in this would go on for hours. */
    @Test
    void fourMillionDigitsThatAreNoNumberAreRefused() {
        String digits = "1".repeat(4_000_000);
        assertThatThrownBy(() -> read("<link name='a'><inertial><mass value='" + digits
                        + "x'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial></link>"))
                .hasMessageContaining("is not a finite number");
    }

    @Test
    void numbersAreReadAsBefore() {
        for (String number : new String[] {"1", "+1.", ".5", "-.5e3", "1.25E-7", "00.10e+2"}) {
            String axis = "<axis xyz='" + number + " 0 0'/>";
            RobotModel model = read("<link name='a'>" + INERTIAL + "</link><link name='b'>" + INERTIAL + "</link>"
                    + "<joint name='j' type='continuous'><parent link='a'/><child link='b'/>" + axis + "</joint>");
            assertThat(model.jointCount()).isEqualTo(1);
        }
        for (String number : new String[] {"", ".", "1e", "e3", "1..2", "0x1p3", "NaN", "1f", "--1", "1,5"}) {
            assertThatThrownBy(() -> read("<link name='a'><inertial><mass value='" + number
                            + "'/><inertia ixx='1' iyy='1' izz='1' ixy='0' ixz='0' iyz='0'/></inertial></link>"))
                    .hasMessageContaining("mass");
        }
    }

    @Test
    void aSoleHasSixtyFourCornersAtMostHoweverManyShapesItHas() {
        String boxes = IntStream.range(0, 900)
                .mapToObj(i -> "<collision><origin rpy='0 0 " + i * 1e-3 + "'/><geometry><box size='0.2 0.2 0.1'/>"
                        + "</geometry></collision>")
                .collect(Collectors.joining());
        RobotModel model = read("<link name='foot'>" + INERTIAL + boxes + "</link>");

        assertThat(model.contacts().get(0).polygon()).hasSize(64);
        assertThatThrownBy(() -> read("<link name='foot'>" + INERTIAL + boxes + boxes + "</link>"))
                .hasMessageContaining("at most 1000");
    }

    @Test
    void aNameThatNoFrameCanCarryIsRefused() {
        String name = "x".repeat(129) + "_foot";
        assertThatThrownBy(() -> read("<link name='" + name + "'>" + INERTIAL + "</link>"))
                .hasMessageContaining("134 characters, expected at most 128");
    }

    @Test
    void moreFeetThanAFrameCarriesAreRefused() {
        String feet = IntStream.range(0, 17)
                .mapToObj(i -> "<link name='f" + i + "_foot'>" + INERTIAL + "</link><joint name='j" + i
                        + "' type='continuous'><parent link='a'/><child link='f" + i + "_foot'/></joint>")
                .collect(Collectors.joining());
        assertThatThrownBy(() -> read("<link name='a'>" + INERTIAL + "</link>" + feet))
                .hasMessageContaining("17 contact frames")
                .hasMessageContaining("at most 16");
    }

    private static RobotModel read(String inside) {
        return UrdfReader.read("<robot name='r'>" + inside + "</robot>", RobotDescription.EMPTY);
    }
}
