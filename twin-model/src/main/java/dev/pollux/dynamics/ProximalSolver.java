package dev.pollux.dynamics;

/**
 * Solves G λ = b for a symmetric positive semidefinite G by the proximal point method, λ ← λ + (G + μ 1)⁻¹ (b − G λ)
 * (Carpentier, Budhiraja and Mansard 2021, "Proximal and sparse resolution of constrained dynamic equations", algorithm
 * 1): one factorisation serves every step, and rows that repeat each other are no obstacle.
 */
final class ProximalSolver {
    private static final double RELATIVE_PROXIMITY = 1e-10;
    private static final int MOST_STEPS = 12;

    /** Iteration ends if the residual is this small relative to b, or no longer halves. */
    private static final double ENOUGH = 1e-14;

    private final double[] factor;
    private final double[] remainder;
    private double[] G = new double[0];
    private int n;

    ProximalSolver(int capacity) {
        factor = new double[capacity * capacity];
        remainder = new double[capacity];
    }

    /** Factors G + μ 1, n × n, μ being 1e-10 of G's mean diagonal. */
    void factor(double[] matrix, int size) {
        G = matrix;
        n = size;
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += G[i * n + i];
        }
        double mu = RELATIVE_PROXIMITY * trace / n;
        System.arraycopy(G, 0, factor, 0, n * n);
        for (int i = 0; i < n; i++) {
            factor[i * n + i] += mu;
        }
        Cholesky.factor(factor, n);
    }

    /** Writes λ, n numbers. */
    void solve(double[] b, double[] lambda) {
        double scale = 0;
        for (int i = 0; i < n; i++) {
            lambda[i] = 0;
            remainder[i] = b[i];
            scale = Math.max(scale, Math.abs(b[i]));
        }
        double before = scale;
        for (int step = 0; step < MOST_STEPS; step++) {
            Cholesky.solveTransposed(factor, n, remainder, 0);
            Cholesky.solve(factor, n, remainder, 0);
            for (int i = 0; i < n; i++) {
                lambda[i] += remainder[i];
            }
            double now = remain(b, lambda);
            if (now <= ENOUGH * scale || now > 0.5 * before) {
                return;
            }
            before = now;
        }
    }

    /** Residual b − G λ; returns its largest entry. */
    private double remain(double[] b, double[] lambda) {
        System.arraycopy(b, 0, remainder, 0, n);
        for (int j = 0; j < n; j++) {
            double value = lambda[j];
            int row = j * n;
            for (int i = 0; i < n; i++) {
                remainder[i] -= G[row + i] * value;
            }
        }
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, Math.abs(remainder[i]));
        }
        return largest;
    }
}
