package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotDescription.Contact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SolePolygonTest {
    private static final String BOX = "<box size='0.2 0.1 0.02'/>";
    private static final String INERTIAL =
            "<inertial><mass value='2'/><inertia ixx='0.1' iyy='0.1' izz='0.1'/></inertial>";

    @Test
    void describedPolygonIsTurnedCounterClockwise() {
        List<Corner> clockwise = List.of(new Corner(0, 0), new Corner(0, 1), new Corner(1, 1), new Corner(1, 0));
        List<Corner> counter = List.of(new Corner(1, 0), new Corner(1, 1), new Corner(0, 1), new Corner(0, 0));
        assertThat(SolePolygon.checked("f", clockwise)).isEqualTo(counter);
        assertThat(SolePolygon.checked("f", counter)).isEqualTo(counter);
    }

    @Test
    void hullLeavesOutWhatIsInsideOrOnAnEdge() {
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i <= 4; i++) {
            for (int j = 0; j <= 4; j++) {
                points.add(new double[] {i, j});
            }
        }
        assertThat(SolePolygon.hull(points))
                .containsExactly(new Corner(0, 0), new Corner(4, 0), new Corner(4, 4), new Corner(0, 4));
    }

    @Test
    void boxBelowTheAnkleGivesItsLowerFace() {
        ContactFrame foot = foot("<origin xyz='0.03 0 -0.04'/>", BOX).contacts().get(0);
        assertThat(foot.name()).isEqualTo("foot");
        assertThat(foot.friction()).isEqualTo(RobotDescription.DEFAULT_FRICTION);
        assertThat(foot.polygon())
                .satisfiesExactly(
                        c -> assertCorner(c, -0.07, -0.05),
                        c -> assertCorner(c, 0.13, -0.05),
                        c -> assertCorner(c, 0.13, 0.05),
                        c -> assertCorner(c, -0.07, 0.05));
    }

    @Test
    void standingCylinderGivesItsLowerRimAndALyingOneANarrowStrip() {
        String cylinder = "<cylinder radius='0.1' length='0.04'/>";
        List<Corner> rim = foot("", cylinder).contacts().get(0).polygon();
        assertThat(rim).hasSize(16).allMatch(c -> Math.abs(Math.hypot(c.x(), c.y()) - 0.1) < 1e-15);
        String lying = "<origin rpy='1.5707963267948966 0 0'/>";
        assertThat(foot(lying, "<cylinder radius='0.02' length='0.2'/>")
                        .contacts()
                        .get(0)
                        .polygon())
                .hasSize(4)
                .allMatch(c -> Math.abs(c.x()) < 0.01 && Math.abs(Math.abs(c.y()) - 0.1) < 1e-15);
    }

    @Test
    void oneSphereIsAPointContact() {
        RobotModel model = foot("", "<sphere radius='0.02'/>");
        assertThat(model.contacts().get(0).polygon()).isEmpty();
        assertThat(model.notes()).anyMatch(note -> note.contains("foot has no shapes that span a sole"));
    }

    @Test
    void meshOrTurnedFrameIsAPointContact() {
        RobotModel mesh = foot("", "<mesh filename='foot.stl'/>");
        assertThat(mesh.contacts().get(0).polygon()).isEmpty();
        RobotModel turned = read(urdf("", BOX).replace("xyz='0 0 -1'", "rpy='1.57 0 0'"), null);
        assertThat(turned.contacts().get(0).polygon()).isEmpty();
        assertThat(turned.notes()).anyMatch(note -> note.contains("its z axis does not point up"));
    }

    @Test
    void describedContactWithoutPolygonTakesItFromTheShapes() {
        assertThat(read(urdf("", BOX), new Contact("foot", null, 0.5))
                        .contacts()
                        .get(0))
                .returns(0.5, ContactFrame::friction)
                .satisfies(contact -> assertThat(contact.polygon()).hasSize(4));
        assertThat(read(urdf("", BOX), new Contact("foot", List.of(), 0.5))
                        .contacts()
                        .get(0)
                        .polygon())
                .isEmpty();
    }

    private static void assertCorner(Corner corner, double x, double y) {
        assertThat(new double[] {corner.x(), corner.y()}).containsExactly(new double[] {x, y}, within(1e-15));
    }

    private static RobotModel foot(String origin, String geometry) {
        return read(urdf(origin, geometry), null);
    }

    private static RobotModel read(String urdf, @Nullable Contact contact) {
        return UrdfReader.read(
                urdf, new RobotDescription(null, contact == null ? null : List.of(contact), Map.of(), Map.of(), false));
    }

    private static String urdf(String origin, String geometry) {
        return "<robot><link name='body'>" + INERTIAL + "</link><link name='foot'>" + INERTIAL + "<collision>" + origin
                + "<geometry>" + geometry + "</geometry></collision></link>"
                + "<joint name='ankle' type='continuous'><origin xyz='0 0 -1'/><parent link='body'/>"
                + "<child link='foot'/><axis xyz='0 1 0'/></joint></robot>";
    }
}
