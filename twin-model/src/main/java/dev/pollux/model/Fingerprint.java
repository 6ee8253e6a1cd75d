package dev.pollux.model;

/**
 * A hash that equal models share, and different ones do not, except with a probability of 2⁻⁶⁴: the 64-bit FNV-1a
 * (Fowler, Noll, Vo; draft-eastlake-fnv) of their parts. It is the same in every version of Java and stored with
 * robots' states.
 */
final class Fingerprint {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = BASIS;

    /** Hash of everything that determines the layout of a state: never 0. */
    static long ofLayout(RobotModel model) {
        return new Fingerprint().addLayout(model).value();
    }

    /** Hash of everything with which the twin computes: never 0. */
    static long ofContent(RobotModel model) {
        Fingerprint of = new Fingerprint().addLayout(model);
        model.joints().forEach(of::add);
        for (Follower follower : model.followers()) {
            of.add(follower.joint());
            of.add(follower.leader(), follower.multiplier(), follower.offset());
        }
        for (ContactFrame contact : model.contacts()) {
            of.add(contact.friction(), contact.polygon().size());
            contact.polygon().forEach(corner -> of.add(corner.x(), corner.y()));
            of.add(model.frames().get(contact.frame()));
        }
        if (model.imu() != null) {
            of.add(model.imu());
        }
        Sensing sensing = model.sensing();
        of.add(
                sensing.gyroNoise(),
                sensing.accelerometerNoise(),
                sensing.gyroBiasWalk(),
                sensing.accelerometerBiasWalk(),
                sensing.stampJitter(),
                sensing.rigidLegs() ? 1 : 0);
        if (!Double.isNaN(sensing.encoderNoise())) {
            of.add(sensing.encoderNoise()); // if it is not given, the hash is that of earlier versions
        }
        Tree tree = model.tree();
        for (int b = 0; b < tree.bodies; b++) {
            of.add(tree.parent[b], tree.joint[b], tree.slides[b] ? 1 : 0, tree.ratio[b]);
        }
        of.add(tree.placement);
        of.add(tree.inertia);
        return of.value();
    }

    private Fingerprint addLayout(RobotModel model) {
        add(model.floatingBase() ? 1 : 0, model.jointCount());
        model.joints().forEach(joint -> add(joint.name()));
        model.contacts().forEach(contact -> add(contact.name()));
        return this;
    }

    private void add(Joint joint) {
        add(joint.name());
        add(joint.type().name());
        add(joint.lower(), joint.upper(), joint.maxVelocity(), joint.maxEffort(), joint.damping(), joint.friction());
        add(joint.armature(), joint.kp(), joint.kd());
    }

    private void add(Frame frame) {
        double[] place = new double[12];
        frame.copyTo(place, 0);
        add(frame.body());
        add(place);
    }

    private void add(String text) {
        add(text.length());
        for (int i = 0; i < text.length(); i++) {
            step(text.charAt(i) & 0xff);
            step(text.charAt(i) >> 8);
        }
    }

    private void add(double... numbers) {
        for (double number : numbers) {
            long bits = Double.doubleToLongBits(number);
            for (int shift = 0; shift < 64; shift += 8) {
                step((int) (bits >> shift) & 0xff);
            }
        }
    }

    /** hash = (hash xor octet) · prime */
    private void step(int octet) {
        hash = (hash ^ octet) * PRIME;
    }

    private long value() {
        return hash == 0 ? 1 : hash;
    }
}
