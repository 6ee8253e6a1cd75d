package dev.pollux.twin;

/**
 * Rotations of a sensor's axes by right angles: the 24 rotations that map the axes onto one another. The i-th axis of
 * turn t is {@code sign(t, i)} times the sensor's {@code axis(t, i)}-th; turn 0 is the identity.
 */
final class QuarterTurns {
    static final int COUNT = 24;

    private static final String[] AXES = {"x", "y", "z"};

    /** Even permutations first: the signs of a turn multiply to 1 for these and to −1 for odd ones. */
    private static final int[][] ORDERS = {{0, 1, 2}, {1, 2, 0}, {2, 0, 1}, {1, 0, 2}, {0, 2, 1}, {2, 1, 0}};

    private static final int EVEN = 3;

    private static final int[][] SIGNS = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};

    private QuarterTurns() {}

    static int axis(int turn, int i) {
        return ORDERS[turn / 4][i];
    }

    static int sign(int turn, int i) {
        return turn / 4 < EVEN ? SIGNS[turn % 4][i] : -SIGNS[turn % 4][i];
    }

    /** out = R v at offsets, three numbers each. */
    static void turn(int turn, double[] v, int at, double[] out, int to) {
        double x = v[at];
        double y = v[at + 1];
        double z = v[at + 2];
        for (int i = 0; i < 3; i++) {
            int k = axis(turn, i);
            out[to + i] = sign(turn, i) * (k == 0 ? x : k == 1 ? y : z);
        }
    }

    /** tr(R Aᵀ): how well the turn maps the second factor of A = Σ a bᵀ onto the first (cf. G. Wahba, SIAM Review 7(3), 1965). */
    static double fit(int turn, double[] A) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += sign(turn, i) * A[3 * i + axis(turn, i)];
        }
        return sum;
    }

    /** The axes in words, such as "−y, x, z". */
    static String words(int turn) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            words.append(i == 0 ? "" : ", ")
                    .append(sign(turn, i) < 0 ? "−" : "")
                    .append(AXES[axis(turn, i)]);
        }
        return words.toString();
    }
}
