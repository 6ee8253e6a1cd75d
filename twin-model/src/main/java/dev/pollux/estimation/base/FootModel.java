package dev.pollux.estimation.base;

/**
 * How a robot's legs measure and how its feet hold.
 *
 * @param kinematicSigma m, added to the encoders' part of a sole's position in each frame
 * @param play m, how far a leg gives or is calibrated wrongly: it lasts, and tells how level a standing sole is
 * @param footholdSigma m, uncertainty of a new foothold over what the kinematics say: settling
 * @param solePerLoad m, how far a sole sinks under the robot's weight; known to half of it
 * @param foldingCreep s, standing soles may creep by this times l̇²/l of their leg; see {@link dev.pollux.estimation.feet.Slip}
 * @param lastingSlip power of the slip that lasts over that of the white slip ({@link FilterNoise#contact}), at low frequencies
 * @param unseenEdge m, how far from its middle a sole may turn over an edge where the centre of pressure is not measured; 0
 *     leaves that to the slip that is learned
 */
public record FootModel(
        double kinematicSigma,
        double play,
        double footholdSigma,
        double solePerLoad,
        double foldingCreep,
        double lastingSlip,
        double unseenEdge) {

    /** Half a sole's length, m: over it, a leg's play turns the sole. */
    private static final double HALF_SOLE = 0.1;

    /** Every number is finite and not negative. */
    public FootModel {
        for (double s :
                new double[] {kinematicSigma, play, footholdSigma, solePerLoad, foldingCreep, lastingSlip, unseenEdge
                }) {
            if (!(s >= 0) || Double.isInfinite(s)) {
                throw new IllegalArgumentException("a number of the feet is " + s + ", expected a finite one ≥ 0");
            }
        }
    }

    /** How far the play of a leg may turn its sole, rad: over half a sole. */
    public double tilt() {
        return play / HALF_SOLE;
    }
}
