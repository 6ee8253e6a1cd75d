package dev.pollux.balance;

import dev.pollux.dynamics.Centroidal;
import dev.pollux.dynamics.TreeMotion;
import dev.pollux.spatial.World;
import java.util.Arrays;

/**
 * The quantities that describe balance on level ground, world axes, from one state and its acceleration: centre of
 * mass, zero moment point, natural frequency of the linear inverted pendulum, capture point (Kajita, Hirukawa, Harada
 * and Yokoi 2014, chapters 3 and 4; Koolen et al. 2012). Allocates nothing after construction.
 *
 * <p>The arrays are results, overwritten by each {@link #assess}. See docs/algorithms/balance.md.
 */
public final class Balance {
    /** A robot is airborne if the ground carries less than this share of its weight. */
    private static final double AIRBORNE = 1e-3;

    /** Centre of mass, 3, m. */
    public final double[] com = new double[3];

    /** Its velocity, 3, m/s. */
    public final double[] comVelocity = new double[3];

    /** Its acceleration, 3, m/s². */
    public final double[] comAcceleration = new double[3];

    /** Zero moment point including the rate of angular momentum, x and y, m; NaN if the ground carries nothing. */
    public final double[] zmp = new double[2];

    /** Zero moment point of the linear inverted pendulum (no angular momentum, constant height); x and y, m. */
    public final double[] pendulumZmp = new double[2];

    /** Capture point, the divergent component of motion: c + ċ / ω₀, x and y, m; NaN with the CoM on the ground. */
    public final double[] capturePoint = new double[2];

    /** Natural frequency of the linear inverted pendulum ω₀ = √(g / z), rad/s; NaN with the CoM on the ground. */
    public double naturalFrequency;

    private final Centroidal centroidal;
    private final double[] momentum = new double[6];
    private final double[] rate = new double[6];

    /** The balance of the robot with this motion. */
    public Balance(TreeMotion motion) {
        centroidal = new Centroidal(motion);
    }

    /**
     * Computes all quantities at the motion's state.
     *
     * @param qdd generalised acceleration
     * @param ground height of the ground, m
     */
    public void assess(double[] qdd, double ground) {
        centroidal.position(com);
        centroidal.momentum(momentum);
        centroidal.momentumRate(qdd, rate);
        double m = centroidal.mass();
        for (int i = 0; i < 3; i++) {
            comVelocity[i] = momentum[i] / m;
            comAcceleration[i] = rate[i] / m;
        }
        double height = com[2] - ground;
        pressurePoints(height, m);
        naturalFrequency = height > 0 ? Math.sqrt(World.GRAVITY / height) : Double.NaN;
        capturePoint[0] = com[0] + comVelocity[0] / naturalFrequency;
        capturePoint[1] = com[1] + comVelocity[1] / naturalFrequency;
    }

    private void pressurePoints(double height, double m) {
        // p_x = c_x − (z a_x + L̇_y/m) / (a_z + g), p_y = c_y − (z a_y − L̇_x/m) / (a_z + g) (Kajita 3.73)
        double load = comAcceleration[2] + World.GRAVITY;
        if (load > AIRBORNE * World.GRAVITY) {
            zmp[0] = com[0] - (height * comAcceleration[0] + rate[4] / m) / load;
            zmp[1] = com[1] - (height * comAcceleration[1] - rate[3] / m) / load;
        } else {
            Arrays.fill(zmp, Double.NaN);
        }
        pendulumZmp[0] = com[0] - height * comAcceleration[0] / World.GRAVITY;
        pendulumZmp[1] = com[1] - height * comAcceleration[1] / World.GRAVITY;
    }
}
