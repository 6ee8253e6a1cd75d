package dev.pollux.rigidbody;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.dynamics.Centroidal;
import dev.pollux.dynamics.ContactDynamics;
import dev.pollux.dynamics.FrameMotion;
import dev.pollux.dynamics.InverseDynamics;
import dev.pollux.dynamics.JointModel;
import dev.pollux.dynamics.MassMatrix;
import dev.pollux.dynamics.RigidContact;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Computes all dynamics quantities of a state, and writes them as one JSON object (docs/dynamics-command.md). */
public final class RigidBodyAnswer {
    private final RobotModel model;
    private final JointModel joints;
    private final List<Frame> frames;
    private final TreeMotion motion;
    private final Centroidal centroidal;
    private final InverseDynamics inverse;
    private final MassMatrix massMatrix;
    private final Map<List<String>, ContactDynamics> dynamics = new HashMap<>();
    private final int nv;

    /**
     * Creates it.
     *
     * @param joints forces in the joints besides the torque
     * @param frames frames whose poses and Jacobians are written
     */
    public RigidBodyAnswer(RobotModel model, JointModel joints, List<Frame> frames) {
        this.model = model;
        this.joints = joints;
        this.frames = List.copyOf(frames);
        motion = new TreeMotion(model);
        centroidal = new Centroidal(motion);
        inverse = new InverseDynamics(motion, joints);
        massMatrix = new MassMatrix(motion, joints);
        nv = model.velocityCount();
    }

    /**
     * Answers a line.
     *
     * @throws IllegalArgumentException naming the invalid field, before anything was written
     */
    public void answer(JsonNode line, JsonGenerator out) throws IOException {
        RigidBodyState state = RigidBodyState.read(line, model);
        motion.set(state.basePose(), state.q(), state.v());
        double[] qdd = new double[nv];
        double[] wrenches = new double[6 * state.contacts().size()];
        boolean[] closed = new boolean[state.contacts().size()];
        Arrays.fill(closed, true);
        dynamics.computeIfAbsent(state.contacts(), this::fixing).accelerations(closed, state.tau(), qdd, wrenches);
        if (!Double.isFinite(Arrays.stream(qdd).sum())) {
            throw new IllegalArgumentException("qj: the mass matrix is singular there");
        }
        out.writeStartObject();
        array(out, "qdd_body", qdd);
        array(out, "qdd_world", world(state, qdd));
        vectors(out);
        writeCentroidal(out, qdd);
        writeFrames(out);
        if (!state.contacts().isEmpty()) {
            out.writeArrayFieldStart("wrench");
            for (int c = 0; c < closed.length; c++) {
                out.writeArray(wrenches, 6 * c, 6);
            }
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private ContactDynamics fixing(List<String> contacts) {
        return new ContactDynamics(
                motion,
                joints,
                contacts.stream()
                        .map(name -> RigidContact.weld(Objects.requireNonNull(model.frame(name))))
                        .toList());
    }

    /** d²p/dt² = R (v̇ + ω × v); the other components are unchanged. */
    private double[] world(RigidBodyState state, double[] qdd) {
        double[] out = qdd.clone();
        if (model.floatingBase()) {
            double[] T = state.basePose();
            double[] v = state.v();
            double x = qdd[0] + v[4] * v[2] - v[5] * v[1];
            double y = qdd[1] + v[5] * v[0] - v[3] * v[2];
            double z = qdd[2] + v[3] * v[1] - v[4] * v[0];
            for (int i = 0; i < 3; i++) {
                out[i] = T[4 * i] * x + T[4 * i + 1] * y + T[4 * i + 2] * z;
            }
        }
        return out;
    }

    private void vectors(JsonGenerator out) throws IOException {
        double[] M = new double[nv * nv];
        massMatrix.compute(M);
        double[] triangle = new double[nv * (nv + 1) / 2];
        for (int i = 0, k = 0; i < nv; k += nv - i, i++) {
            System.arraycopy(M, i * nv + i, triangle, k, nv - i);
        }
        array(out, "M", triangle);
        double[] h = new double[nv];
        inverse.bias(h);
        array(out, "bias", h);
        inverse.gravity(h);
        array(out, "g", h);
    }

    private void writeCentroidal(JsonGenerator out, double[] qdd) throws IOException {
        double[] com = new double[3];
        double[] h = new double[6];
        double[] rate = new double[6];
        centroidal.position(com);
        centroidal.momentum(h);
        centroidal.momentumRate(qdd, rate);
        array(out, "com", com);
        array(out, "vcom", overMass(h));
        array(out, "acom", overMass(rate));
        array(out, "hg", h);
        array(out, "dhg", rate);
    }

    private double[] overMass(double[] momentum) {
        double m = centroidal.mass();
        return new double[] {momentum[0] / m, momentum[1] / m, momentum[2] / m};
    }

    private void writeFrames(JsonGenerator out) throws IOException {
        double[] pose = new double[12];
        double[] J = new double[6 * nv];
        double[] bias = new double[6];
        out.writeArrayFieldStart("frames");
        for (Frame frame : frames) {
            FrameMotion of = new FrameMotion(motion, frame);
            of.pose(pose);
            of.jacobian(J);
            of.biasAcceleration(bias);
            out.writeStartObject();
            out.writeStringField("name", frame.name());
            array(out, "pos", Arrays.copyOfRange(pose, 9, 12));
            array(out, "R", Arrays.copyOf(pose, 9));
            array(out, "J", J);
            array(out, "Jdotv", bias);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void array(JsonGenerator out, String field, double[] numbers) throws IOException {
        out.writeFieldName(field);
        out.writeArray(numbers, 0, numbers.length);
    }
}
