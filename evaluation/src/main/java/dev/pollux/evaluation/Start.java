package dev.pollux.evaluation;

/** Starting point of predictions, with their results, until the truth at their instants is known. Reused. */
final class Start {
    /** s. */
    double time;

    /** Whether the base was known, to the twin and in the truth. */
    boolean base;

    /** The twin's pose of the base, T_WB. */
    final double[] estimated = new double[16];

    /** Its true pose. */
    final double[] actual = new double[16];

    /** Per horizon and method joint positions. */
    final double[][][] joints;

    /** Per horizon and method the base's pose. */
    final double[][][] bases;

    /** Per horizon and method the centre of mass, world. */
    final double[][][] coms;

    /** Per horizon and joint the one-sigma and the 95 % bound of the twin's prediction. */
    final double[][] sigma;

    final double[][] bound;

    /** Whether the twin gave bands. */
    boolean banded;

    /** The next horizon that is due. */
    int next;

    Start(int horizons, int joints) {
        int methods = Method.values().length;
        this.joints = new double[horizons][methods][joints];
        bases = new double[horizons][methods][16];
        coms = new double[horizons][methods][3];
        sigma = new double[horizons][joints];
        bound = new double[horizons][joints];
    }
}
