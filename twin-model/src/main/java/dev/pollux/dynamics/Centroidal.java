package dev.pollux.dynamics;

import dev.pollux.spatial.World;

/**
 * Centre of mass and centroidal momentum with their rates, world axes (Orin, Goswami and Lee 2013), including the mass
 * of a fixed base.
 */
public final class Centroidal {
    private final TreeMotion motion;
    private final double mass;
    private final double[] accelerations;
    private final double[] wrenches;

    public Centroidal(TreeMotion motion) {
        this.motion = motion;
        double sum = 0;
        for (double m : motion.inertias.mass) {
            sum += m;
        }
        if (!(sum > 0)) {
            throw new IllegalArgumentException("model " + motion.model.name() + " has mass " + sum
                    + " kg: a centre of mass needs a body with positive mass");
        }
        mass = sum;
        accelerations = new double[6 * motion.bodies];
        wrenches = new double[6 * motion.bodies];
    }

    /** Total mass, kg, including a fixed base. */
    public double mass() {
        return mass;
    }

    /** Writes the centre of mass, 3, m. */
    public void position(double[] com) {
        Arguments.atLeast("com", com, 3);
        positionInBase(com);
        motion.toWorld(com, 0);
        for (int i = 0; i < 3; i++) {
            com[i] += motion.base[9 + i];
        }
    }

    /**
     * Writes the momentum, 6: linear, then angular about the centre of mass; kg·m/s, kg·m²/s. The first three over
     * {@link #mass()} are the velocity of the centre of mass.
     */
    public void momentum(double[] h) {
        Arguments.atLeast("momentum", h, 6);
        BodyInertias inertias = motion.inertias;
        inertias.weigh();
        motion.move();
        double[] V = motion.twist;
        double[] h0 = inertias.atBase;
        double lx = 0;
        double ly = 0;
        double lz = 0;
        double kx = 0;
        double ky = 0;
        double kz = 0;
        for (int b = 0; b < motion.bodies; b++) {
            int o = 6 * b;
            int i = 9 * b;
            double m = inertias.mass[b];
            double vx = V[o];
            double vy = V[o + 1];
            double vz = V[o + 2];
            double wx = V[o + 3];
            double wy = V[o + 4];
            double wz = V[o + 5];
            double hx = h0[i];
            double hy = h0[i + 1];
            double hz = h0[i + 2];
            // l = m v + ω × h, k = I ω + h × v
            lx += m * vx + wy * hz - wz * hy;
            ly += m * vy + wz * hx - wx * hz;
            lz += m * vz + wx * hy - wy * hx;
            kx += h0[i + 3] * wx + h0[i + 4] * wy + h0[i + 5] * wz + hy * vz - hz * vy;
            ky += h0[i + 4] * wx + h0[i + 6] * wy + h0[i + 7] * wz + hz * vx - hx * vz;
            kz += h0[i + 5] * wx + h0[i + 7] * wy + h0[i + 8] * wz + hx * vy - hy * vx;
        }
        h[0] = lx;
        h[1] = ly;
        h[2] = lz;
        h[3] = kx;
        h[4] = ky;
        h[5] = kz;
        aboutCom(h);
    }

    /**
     * Writes the rate of the momentum, 6: m times the acceleration of the centre of mass, then the rate of the angular
     * momentum about it; N, N·m.
     *
     * @param qdd generalised acceleration
     */
    public void momentumRate(double[] qdd, double[] rate) {
        Arguments.atLeast("rate", rate, 6);
        Arguments.exactly("qdd", qdd, motion.velocityCount);
        motion.accelerations(qdd, accelerations);
        motion.inertias.wrenches(accelerations, wrenches);
        for (int i = 0; i < 6; i++) {
            double sum = 0;
            for (int o = i; o < wrenches.length; o += 6) {
                sum += wrenches[o];
            }
            rate[i] = sum;
        }
        aboutCom(rate); // gravity has no moment about the centre of mass
        rate[2] -= mass * World.GRAVITY;
    }

    /** Moves from the base's origin to the centre of mass, and from base axes to world axes. */
    private void aboutCom(double[] h) {
        double cx = 0;
        double cy = 0;
        double cz = 0;
        double[] h0 = motion.inertias.atBase;
        for (int i = 0; i < h0.length; i += 9) {
            cx += h0[i];
            cy += h0[i + 1];
            cz += h0[i + 2];
        }
        cx /= mass;
        cy /= mass;
        cz /= mass;
        h[3] -= cy * h[2] - cz * h[1];
        h[4] -= cz * h[0] - cx * h[2];
        h[5] -= cx * h[1] - cy * h[0];
        motion.toWorld(h, 0);
        motion.toWorld(h, 3);
    }

    private void positionInBase(double[] com) {
        motion.inertias.weigh();
        double[] h0 = motion.inertias.atBase;
        for (int k = 0; k < 3; k++) {
            double sum = 0;
            for (int i = k; i < h0.length; i += 9) {
                sum += h0[i];
            }
            com[k] = sum / mass;
        }
    }
}
