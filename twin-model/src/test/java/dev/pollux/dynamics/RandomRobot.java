package dev.pollux.dynamics;

import dev.pollux.model.RobotDescription;
import dev.pollux.model.RobotModel;
import dev.pollux.model.UrdfReader;
import dev.pollux.spatial.SO3;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Robots and states by lot: any tree, any axis, revolute, continuous and prismatic joints. */
public final class RandomRobot {
    static final RobotDescription FIXED_BASE = new RobotDescription(null, List.of(), Map.of(), Map.of(), true);

    private final Random random;

    public RandomRobot(long seed) {
        random = new Random(seed);
    }

    /** A tree of that many joints; the base floats or is bolted down. */
    public RobotModel model(int joints, boolean floating) {
        return read(urdf(joints), floating);
    }

    /** A robot of which some joints follow others, chains of followers among them, and the same without its ties. */
    record Tied(RobotModel model, RobotModel free, double[][] G, double[] offset) {
        /** q_free = G q + offset. */
        double[] positions(double[] q) {
            double[] all = offset.clone();
            for (int i = 0; i < all.length; i++) {
                for (int j = 0; j < q.length; j++) {
                    all[i] += G[i][j] * q[j];
                }
            }
            return all;
        }
    }

    /** A tree of that many joints, a good many; about half of them follow. */
    Tied tied(int joints, boolean floating) {
        String free = urdf(joints);
        int[] leader = new int[joints];
        double[] multiplier = new double[joints];
        double[] offset = new double[joints];
        int[] rank = random.ints(0, 1_000_000).distinct().limit(joints).toArray();
        String urdf = free;
        for (int j = 0; j < joints; j++) {
            leader[j] = -1;
            int other = random.nextInt(joints);
            if (rank[other] < rank[j]) { // so that no ring closes
                leader[j] = other;
                multiplier[j] = between(2);
                offset[j] = between(1);
                urdf = urdf.replace(
                        "<child link='l" + (j + 1) + "'/>",
                        "<child link='l" + (j + 1) + "'/><mimic joint='j" + other + "' multiplier='" + multiplier[j]
                                + "' offset='" + offset[j] + "'/>");
            }
        }
        int[] independent =
                IntStream.range(0, joints).filter(j -> leader[j] < 0).toArray();
        double[][] G = new double[joints][independent.length];
        double[] all = new double[joints];
        for (int j = 0; j < joints; j++) {
            double ratio = 1;
            int k = j;
            for (; leader[k] >= 0; k = leader[k]) {
                all[j] += ratio * offset[k];
                ratio *= multiplier[k];
            }
            int end = k;
            G[j][(int) IntStream.of(independent).takeWhile(i -> i != end).count()] = ratio;
        }
        return new Tied(read(urdf, floating), read(free, floating), G, all);
    }

    private static RobotModel read(String urdf, boolean floating) {
        return UrdfReader.read(urdf, floating ? RobotDescription.EMPTY : FIXED_BASE);
    }

    private String urdf(int joints) {
        StringBuilder urdf = new StringBuilder("<robot name='random'>");
        link(urdf, 0);
        for (int j = 0; j < joints; j++) {
            link(urdf, j + 1);
            // near the last links more often than not: long chains with branches
            int parent = Math.max(0, j - random.nextInt(random.nextInt(4) == 0 ? joints : 2));
            String type = new String[] {"revolute", "continuous", "revolute", "prismatic"}[random.nextInt(4)];
            urdf.append(String.format(
                    Locale.ROOT,
                    "<joint name='j%d' type='%s'><parent link='l%d'/><child link='l%d'/><axis xyz='%s'/>"
                            + "<origin xyz='%s' rpy='%s'/><limit lower='-3' upper='3' effort='9' velocity='9'/>"
                            + "<dynamics damping='0.2' friction='0.1'/></joint>",
                    j,
                    type,
                    parent,
                    j + 1,
                    unit(),
                    triple(0.3),
                    triple(3)));
        }
        return urdf.append("</robot>").toString();
    }

    private void link(StringBuilder urdf, int i) {
        double mass = 0.2 + 3 * random.nextDouble();
        double a = 0.01 + 0.05 * random.nextDouble();
        double b = 0.01 + 0.05 * random.nextDouble();
        double c = Math.abs(a - b) + (a + b - Math.abs(a - b)) * (0.1 + 0.8 * random.nextDouble());
        urdf.append(String.format(
                Locale.ROOT,
                "<link name='l%d'><inertial><mass value='%s'/><origin xyz='%s' rpy='%s'/><inertia ixx='%s' iyy='%s'"
                        + " izz='%s' ixy='0' ixz='0' iyz='0'/></inertial></link>",
                i,
                mass,
                triple(0.1),
                triple(3),
                a,
                b,
                c));
    }

    private String triple(double scale) {
        return between(scale) + " " + between(scale) + " " + between(scale);
    }

    private String unit() {
        double x = random.nextGaussian();
        double y = random.nextGaussian();
        double z = random.nextGaussian();
        double n = Math.sqrt(x * x + y * y + z * z);
        return x / n + " " + y / n + " " + z / n;
    }

    private double between(double scale) {
        return scale * (2 * random.nextDouble() - 1);
    }

    /** Numbers within ± scale. */
    public double[] numbers(int n, double scale) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = between(scale);
        }
        return numbers;
    }

    /** Any orientation, within ± 2 m of the origin. */
    public double[] pose() {
        double[] R = new double[9];
        SO3.exp(between(2), between(2), between(2), R, 0);
        double[] T = new double[16];
        for (int i = 0; i < 3; i++) {
            System.arraycopy(R, 3 * i, T, 4 * i, 3);
            T[4 * i + 3] = between(2);
        }
        T[15] = 1;
        return T;
    }
}
