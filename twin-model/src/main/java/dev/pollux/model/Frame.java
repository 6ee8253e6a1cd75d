package dev.pollux.model;

/**
 * A named frame fixed to a body: a URDF link. Links behind fixed joints keep their frames here after their mass is
 * lumped into the body that carries them.
 *
 * @param name the link's name
 * @param body the body to which it is fixed, an index of {@link Tree}
 * @param r00 first entry of R_BF, the rotation from this frame to the body frame, row-major
 * @param px first coordinate of p_BF, the frame's origin in the body frame, m
 */
public record Frame(
        String name,
        int body,
        double r00,
        double r01,
        double r02,
        double r10,
        double r11,
        double r12,
        double r20,
        double r21,
        double r22,
        double px,
        double py,
        double pz) {

    /** Writes R_BF, row-major, 9 numbers, then p_BF, 3 numbers, from {@code at}. */
    public void copyTo(double[] out, int at) {
        out[at] = r00;
        out[at + 1] = r01;
        out[at + 2] = r02;
        out[at + 3] = r10;
        out[at + 4] = r11;
        out[at + 5] = r12;
        out[at + 6] = r20;
        out[at + 7] = r21;
        out[at + 8] = r22;
        out[at + 9] = px;
        out[at + 10] = py;
        out[at + 11] = pz;
    }
}
