package dev.pollux.mecano;

import dev.pollux.model.RobotModel;
import dev.pollux.model.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import us.ihmc.euclid.matrix.Matrix3D;
import us.ihmc.euclid.referenceFrame.ReferenceFrame;
import us.ihmc.euclid.transform.RigidBodyTransform;
import us.ihmc.euclid.tuple3D.Point3D;
import us.ihmc.euclid.tuple3D.Vector3D;
import us.ihmc.mecano.algorithms.CompositeRigidBodyMassMatrixCalculator;
import us.ihmc.mecano.algorithms.ForwardDynamicsCalculator;
import us.ihmc.mecano.algorithms.InverseDynamicsCalculator;
import us.ihmc.mecano.multiBodySystem.OneDoFJoint;
import us.ihmc.mecano.multiBodySystem.PrismaticJoint;
import us.ihmc.mecano.multiBodySystem.RevoluteJoint;
import us.ihmc.mecano.multiBodySystem.RigidBody;
import us.ihmc.mecano.multiBodySystem.SixDoFJoint;
import us.ihmc.mecano.multiBodySystem.interfaces.JointBasics;
import us.ihmc.mecano.multiBodySystem.interfaces.MultiBodySystemBasics;
import us.ihmc.mecano.multiBodySystem.interfaces.RigidBodyBasics;

/** A floating robot built in mecano from our tree. Vectors are in our order; mecano's order stays in here. */
public final class MecanoRobot {
    private final SixDoFJoint base;
    private final OneDoFJoint[] joints;
    private final RigidBodyBasics elevator;
    private final MultiBodySystemBasics system;
    private final ForwardDynamicsCalculator forward;
    private final InverseDynamicsCalculator inverse;
    private final CompositeRigidBodyMassMatrixCalculator massMatrix;
    private final DMatrixRMaj input;

    /** Where mecano keeps each of our generalised velocities. */
    private final int[] index;

    /** The model, which must have a floating base, in mecano. */
    public MecanoRobot(RobotModel model) {
        if (!model.floatingBase()) {
            throw new IllegalArgumentException("model " + model.name() + " has a fixed base, expected a floating one");
        }
        Tree tree = model.tree();
        elevator = new RigidBody("world", ReferenceFrame.getWorldFrame());
        base = new SixDoFJoint("base", elevator);
        joints = new OneDoFJoint[tree.bodies - 1];
        List<RigidBodyBasics> bodies = new ArrayList<>();
        bodies.add(body(tree, 0, base));
        for (int b = 1; b < tree.bodies; b++) {
            RigidBodyTransform placement = placement(tree.placement, 12 * b);
            RigidBodyBasics parent = bodies.get(tree.parent[b]);
            OneDoFJoint joint = tree.slides[b]
                    ? new PrismaticJoint("joint" + b, parent, placement, new Vector3D(0, 0, 1))
                    : new RevoluteJoint("joint" + b, parent, placement, new Vector3D(0, 0, 1));
            joints[tree.joint[b]] = joint;
            bodies.add(body(tree, b, joint));
        }
        system = MultiBodySystemBasics.toMultiBodySystemBasics(elevator);
        forward = new ForwardDynamicsCalculator(system);
        forward.setGravitationalAcceleration(-9.81);
        inverse = new InverseDynamicsCalculator(system);
        inverse.setGravitationalAcceleration(-9.81);
        massMatrix = new CompositeRigidBodyMassMatrixCalculator(system);
        input = new DMatrixRMaj(model.velocityCount(), 1);
        index = index(model.velocityCount());
    }

    private int[] index(int nv) {
        int[] indices = new int[nv];
        int[] six = system.getJointMatrixIndexProvider().getJointDoFIndices(base);
        for (int i = 0; i < 3; i++) {
            indices[i] = six[3 + i]; // mecano: angular, then linear
            indices[3 + i] = six[i];
        }
        for (int j = 0; j < joints.length; j++) {
            indices[6 + j] = system.getJointMatrixIndexProvider().getJointDoFIndices(joints[j])[0];
        }
        return indices;
    }

    private static RigidBodyTransform placement(double[] X, int o) {
        RigidBodyTransform T = new RigidBodyTransform();
        T.getRotation()
                .setAndNormalize(X[o], X[o + 1], X[o + 2], X[o + 3], X[o + 4], X[o + 5], X[o + 6], X[o + 7], X[o + 8]);
        T.getTranslation().set(X[o + 9], X[o + 10], X[o + 11]);
        return T;
    }

    /** mecano's inertia is about the centre of mass: I_c = I_O − m (|c|² 1 − c cᵀ). */
    private static RigidBodyBasics body(Tree tree, int b, JointBasics joint) {
        double[] I = tree.inertia;
        int o = 10 * b;
        double m = I[o];
        double x = I[o + 1] / m;
        double y = I[o + 2] / m;
        double z = I[o + 3] / m;
        double xy = I[o + 5] + m * x * y;
        double xz = I[o + 6] + m * x * z;
        double yz = I[o + 8] + m * y * z;
        Matrix3D central = new Matrix3D(
                I[o + 4] - m * (y * y + z * z),
                xy,
                xz,
                xy,
                I[o + 7] - m * (x * x + z * z),
                yz,
                xz,
                yz,
                I[o + 9] - m * (x * x + y * y));
        return new RigidBody("body" + b, joint, central, m, new Vector3D(x, y, z));
    }

    /** Sets base pose (4×4 row-major), joint positions and generalised velocity. */
    public void set(double[] T, double[] q, double[] v) {
        base.getJointPose().getPosition().set(new Point3D(T[3], T[7], T[11]));
        base.getJointPose().getOrientation().setRotationMatrix(T[0], T[1], T[2], T[4], T[5], T[6], T[8], T[9], T[10]);
        base.getJointTwist().getLinearPart().set(v[0], v[1], v[2]);
        base.getJointTwist().getAngularPart().set(v[3], v[4], v[5]);
        for (int j = 0; j < q.length; j++) {
            joints[j].setQ(q[j]);
            joints[j].setQd(v[6 + j]);
        }
        elevator.updateFramesRecursively();
    }

    /** Forward dynamics: q̈ from τ. */
    public void accelerations(double[] tau, double[] qdd) {
        fill(tau);
        forward.compute(input);
        read(forward.getJointAccelerationMatrix(), qdd);
    }

    /** Inverse dynamics: τ from q̈. */
    public void torques(double[] qdd, double[] tau) {
        fill(qdd);
        inverse.compute(input);
        read(inverse.getJointTauMatrix(), tau);
    }

    /** The mass matrix, nv × nv, row-major. */
    public void massMatrix(double[] M) {
        massMatrix.reset();
        DMatrixRMaj theirs = massMatrix.getMassMatrix();
        int n = index.length;
        IntStream.range(0, n * n).forEach(k -> M[k] = theirs.get(index[k / n], index[k % n]));
    }

    private void fill(double[] ours) {
        for (int i = 0; i < index.length; i++) {
            input.set(index[i], 0, ours[i]);
        }
    }

    private void read(DMatrixRMaj theirs, double[] ours) {
        for (int i = 0; i < index.length; i++) {
            ours[i] = theirs.get(index[i], 0);
        }
    }
}
