package dev.pollux.estimation.base;

/**
 * Errors of a robot's leg kinematics and footholds.
 *
 * @param kinematicSigma m, added in each frame to the encoders' part of a sole's position error
 * @param play m, constant error of a leg by elasticity or calibration; also limits how level a standing sole is
 * @param footholdSigma m, uncertainty of a new foothold beyond the kinematics: settling
 * @param solePerLoad m, sinking of a sole under the robot's weight; known to half of it
 * @param foldingCreep s, standing soles may creep by this times l̇²/l of their leg; see {@link
 *     dev.pollux.estimation.feet.Slip}
 * @param lastingSlip power of correlated over white slip ({@link FilterNoise#contact}), at low frequencies
 * @param unseenEdge m, greatest distance of a sole's edge if the centre of pressure is not measured; 0: learned slip
 *     only
 */
public record FootModel(
        double kinematicSigma,
        double play,
        double footholdSigma,
        double solePerLoad,
        double foldingCreep,
        double lastingSlip,
        double unseenEdge) {

    /** Half a sole's length, m: lever arm by which a leg's play turns the sole. */
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

    /** Greatest turn of a sole by the play of its leg, rad: over half a sole. */
    public double tilt() {
        return play / HALF_SOLE;
    }
}
