package dev.pollux.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ModelFixtures;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import dev.pollux.spatial.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ground that only pushes: a block whose motion is known by hand, and the humanoid by the laws of contact. */
class GroundContactTest {
    private static final double MASS = 2;
    private static final double INERTIA = 0.3;
    private static final double HEIGHT = 0.5;
    private static final List<Corner> SOLE =
            List.of(new Corner(0.1, 0.05), new Corner(-0.1, 0.05), new Corner(-0.1, -0.05), new Corner(0.1, -0.05));

    private final double[] qdd = new double[6];
    private final double[] wrench = new double[6];
    private final boolean[] closed = {true};

    /** A block with its centre of mass over (x, y) of the sole. */
    private static ContactDynamics block(double x, double y, double[] velocity) {
        RobotModel model = UrdfReader.read(
                String.format(
                        Locale.ROOT,
                        "<robot name='block'><link name='sole'><inertial><origin xyz='%s %s %s'/><mass value='%s'/>"
                                + "<inertia ixx='%6$s' iyy='%6$s' izz='%6$s' ixy='0' ixz='0' iyz='0'/></inertial></link></robot>",
                        x,
                        y,
                        HEIGHT,
                        MASS,
                        "",
                        INERTIA),
                RobotDescription.EMPTY);
        TreeMotion motion = new TreeMotion(model);
        motion.set(new double[] {1, 0, 0, 3, 0, 1, 0, 4, 0, 0, 1, 0, 0, 0, 0, 1}, new double[0], velocity);
        Frame sole = Objects.requireNonNull(model.frame("sole"));
        return new ContactDynamics(motion, JointModel.rigid(model), List.of(new RigidContact(sole, false, SOLE, 0.8)));
    }

    @Test
    void standingBlockIsCarriedBelowItsCentreOfMass() {
        block(0.06, -0.03, new double[6]).accelerationsOnGround(closed, new double[6], qdd, wrench);
        double weight = MASS * World.GRAVITY;
        assertThat(qdd).containsOnly(new double[] {0}, within(1e-12));
        assertThat(wrench)
                .containsExactly(new double[] {0, 0, weight, -0.03 * weight, -0.06 * weight, 0}, within(1e-10));
    }

    @Test
    void blockWithItsCentreOfMassBesideTheSoleTipsOverTheEdge() {
        double beyond = 0.07;
        ContactDynamics block = block(0.1 + beyond, 0.02, new double[6]);
        block.accelerations(closed, new double[6], qdd, wrench);
        assertThat(qdd).containsOnly(new double[] {0}, within(1e-12)); // welded it stands
        block.accelerationsOnGround(closed, new double[6], qdd, wrench);
        // a pendulum about the edge: α = m g d / (I + m r²)
        double arm = INERTIA + MASS * (beyond * beyond + HEIGHT * HEIGHT);
        assertThat(qdd[4]).isCloseTo(MASS * World.GRAVITY * beyond / arm, within(1e-9));
        assertThat(qdd[2]).isCloseTo(0.1 * qdd[4], within(1e-9)); // the sole's origin rises
        assertThat(-wrench[4] / wrench[2]).isCloseTo(0.1, within(1e-9)); // pressure at the edge
        assertThat(closed).containsExactly(true);
    }

    @Test
    void blockWithItsCentreOfMassBesideACornerTurnsAboutIt() {
        block(0.16, 0.11, new double[6]).accelerationsOnGround(closed, new double[6], qdd, wrench);
        assertThat(-wrench[4] / wrench[2]).isCloseTo(0.1, within(1e-9));
        assertThat(wrench[3] / wrench[2]).isCloseTo(0.05, within(1e-9));
        assertThat(qdd[3]).isNegative();
        assertThat(qdd[4]).isPositive();
        // the corner itself stays: a_z + (α × r)_z = 0
        assertThat(qdd[2] + qdd[3] * 0.05 - qdd[4] * 0.1).isCloseTo(0, within(1e-9));
    }

    @Test
    void liftedBlockIsLetGo() {
        double[] lift = {0, 0, 2 * MASS * World.GRAVITY, 0, 0, 0};
        block(0, 0, new double[6]).accelerationsOnGround(closed, lift, qdd, wrench);
        assertThat(closed).containsExactly(false);
        assertThat(qdd).containsExactly(new double[] {0, 0, World.GRAVITY, 0, 0, 0}, within(1e-9));
        assertThat(wrench).containsOnly(0);
    }

    @Test
    void pushedBlockTakesTheFrictionOfThePushOverTheWeight() {
        double push = 7;
        double weight = MASS * World.GRAVITY;
        ContactDynamics block = block(0, 0, new double[6]);
        block.accelerationsOnGround(closed, new double[] {0.6 * push, 0.8 * push, 0, 0, 0, 0}, qdd, wrench);
        assertThat(qdd).containsOnly(new double[] {0}, within(1e-9));
        assertThat(block.frictionTaken[0]).isCloseTo(push / weight, within(1e-9));
        block.accelerationsOnGround(closed, new double[] {0, 0, 2 * weight, 0, 0, 0}, qdd, wrench);
        assertThat(block.frictionTaken[0]).isZero(); // let go
    }

    @Test
    void fallingBlockIsStoppedByItsMomentum() {
        double[] after = new double[6];
        block(0.02, 0, new double[] {0.1, 0, -1, 0, 0, 0}).impact(closed, after, wrench);
        assertThat(after).containsOnly(new double[] {0}, within(1e-12));
        assertThat(wrench[0]).isCloseTo(-0.1 * MASS, within(1e-9));
        assertThat(wrench[2]).isCloseTo(MASS, within(1e-9));
    }

    @Test
    void risingBlockGetsNoImpulse() {
        double[] after = new double[6];
        block(0, 0, new double[] {0, 0, 1, 0, 0, 0}).impact(closed, after, wrench);
        assertThat(after).containsExactly(0, 0, 1, 0, 0, 0);
        assertThat(closed).containsExactly(false);
    }

    /** Three rows for each of eight corners, 24 in place of 12. */
    @Test
    @Tag("data")
    void fourPointsHoldASoleAsAWeldDoes() {
        for (Oracle o : Oracle.humanoid().filter(Oracle::isContact).limit(10).toList()) {
            List<RigidContact> soles = new ArrayList<>();
            List<RigidContact> points = new ArrayList<>();
            for (String name : List.of("left_sole", "right_sole")) {
                Frame sole = Objects.requireNonNull(o.model().frame(name));
                soles.add(RigidContact.weld(sole));
                for (Corner corner : SOLE) {
                    points.add(RigidContact.point(shifted(sole, corner)));
                }
            }
            TreeMotion motion = o.motion();
            JointModel rigid = JointModel.rigid(o.model());
            double[] expected = new double[34];
            double[] actual = new double[34];
            boolean[] two = {true, true};
            boolean[] eight = new boolean[8];
            Arrays.fill(eight, true);
            motion.set(o.basePose(), o.q(), new double[34]);
            new ContactDynamics(motion, rigid, soles).accelerations(two, o.numbers("tau"), expected, new double[12]);
            new ContactDynamics(motion, rigid, points).accelerations(eight, o.numbers("tau"), actual, new double[48]);
            assertThat(Oracle.error(actual, expected)).isLessThan(1e-9);
        }
    }

    private static Frame shifted(Frame f, Corner c) {
        return new Frame(
                "corner",
                f.body(),
                f.r00(),
                f.r01(),
                f.r02(),
                f.r10(),
                f.r11(),
                f.r12(),
                f.r20(),
                f.r21(),
                f.r22(),
                f.px() + f.r00() * c.x() + f.r01() * c.y(),
                f.py() + f.r10() * c.x() + f.r11() * c.y(),
                f.pz() + f.r20() * c.x() + f.r21() * c.y());
    }

    /** Forces push within the sole; where nothing is at its limit, the weld's solution stands. */
    @Test
    @Tag("data")
    void humanoidIsPushedWithinItsSoles() {
        RobotModel model = ModelFixtures.humanoid28();
        List<RigidContact> soles = RigidContact.of(model);
        int limited = 0;
        int released = 0;
        RandomRobot lot = new RandomRobot(3);
        for (Oracle o : Oracle.humanoid().filter(Oracle::isContact).toList()) {
            TreeMotion motion = o.motion(model);
            motion.set(o.basePose(), o.q(), new double[34]);
            ContactDynamics contact = new ContactDynamics(motion, JointModel.of(model), soles);
            boolean[] both = {true, true};
            double[] onGround = new double[34];
            double[] forces = new double[12];
            double[] torque = lot.numbers(34, 300);
            contact.accelerationsOnGround(both, torque, onGround, forces);
            double[] welded = new double[34];
            double[] pull = new double[12];
            contact.accelerations(new boolean[] {true, true}, torque, welded, pull);
            boolean same = Oracle.error(onGround, welded) < 1e-9;
            limited += same ? 0 : 1;
            for (int k = 0; k < 2; k++) {
                double[] local = inSoleAxes(motion, soles.get(k).frame(), forces, 6 * k);
                released += both[k] ? 0 : 1;
                double lift = slowestCorner(motion, soles.get(k), onGround);
                if (both[k]) { // some corner rests; none sinks
                    assertThat(lift).isCloseTo(0, within(1e-6));
                }
                assertThat(local[2]).isGreaterThanOrEqualTo(0);
                if (both[k]) {
                    assertThat(-local[4] / local[2]).isBetween(-0.08 - 1e-6, 0.16 + 1e-6);
                    assertThat(local[3] / local[2]).isBetween(-0.05 - 1e-6, 0.05 + 1e-6);
                }
            }
        }
        assertThat(limited).isBetween(10, 60);
        assertThat(released).isBetween(1, 60);
    }

    /** The least acceleration of a sole's corners along its normal, m/s². */
    private static double slowestCorner(TreeMotion motion, RigidContact sole, double[] qdd) {
        double[] acceleration = new double[6];
        new FrameMotion(motion, sole.frame()).acceleration(qdd, acceleration);
        double[] a = inSoleAxes(motion, sole.frame(), acceleration, 0);
        return sole.polygon().stream()
                .mapToDouble(c -> a[2] + a[3] * c.y() - a[4] * c.x())
                .min()
                .orElseThrow();
    }

    private static double[] inSoleAxes(TreeMotion motion, Frame sole, double[] wrench, int at) {
        double[] pose = new double[12];
        new FrameMotion(motion, sole).pose(pose);
        double[] local = new double[6];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                local[i] += pose[3 * j + i] * wrench[at + j];
                local[3 + i] += pose[3 * j + i] * wrench[at + 3 + j];
            }
        }
        return local;
    }
}
