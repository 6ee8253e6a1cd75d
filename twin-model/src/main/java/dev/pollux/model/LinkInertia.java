package dev.pollux.model;

import dev.pollux.spatial.SO3;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Mass and inertia of a link as the URDF gives them.
 *
 * @param mass kg
 * @param at the inertial frame in the link's: centre of mass and principal or other axes
 * @param moments rotational inertia about the centre of mass in the inertial frame, kg·m²: xx, xy, xz, yy, yz, zz
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record LinkInertia(double mass, Placement at, double[] moments) {
    /**
     * What rounding explains, relative to the greatest principal moment. Figures in URDFs are rounded to as few as
     * three digits, which moves a sum of two moments by up to one per cent: a flat or thin body then seems to break the
     * triangle inequality. More is no body's inertia.
     */
    static final double ROUNDING = 0.01;

    /**
     * The two lesser principal moments together exceed the greatest by 2 ∫ s² dm, s along its thinnest direction.
     * Where that is less than this part of the greatest the body is nearly flat or thin: the feet of iCub have 0.048,
     * its hands 0.069, the thinnest links of humanoid_28 0.075 and of the G1 0.084.
     */
    private static final double THIN = 0.05;

    static LinkInertia read(XmlElement inertial) {
        XmlElement i = inertial.only("inertia");
        double[] moments = {
            i.number("ixx"),
            i.number("ixy", 0),
            i.number("ixz", 0),
            i.number("iyy"),
            i.number("iyz", 0),
            i.number("izz")
        };
        double mass = inertial.only("mass").number("value");
        if (mass < 0) {
            throw inertial.error("mass " + mass + " kg is negative");
        }
        LinkInertia read = new LinkInertia(mass, Urdf.origin(inertial), moments);
        double[] principal = read.principalMoments();
        String shown = "principal moments " + principal[0] + ", " + principal[1] + ", " + principal[2] + " kg·m²";
        if (!(principal[0] >= -ROUNDING * principal[2]) || principal[2] < 0) {
            throw i.error("is no inertia: a principal moment is negative (" + shown + ")");
        }
        if (principal[0] + principal[1] < (1 - ROUNDING) * principal[2]) {
            throw i.error("is no inertia: it breaks the triangle inequality (" + shown
                    + "; the sum of two must reach the third)");
        }
        return read;
    }

    /** Whether the body is a point, a rod or a plate, or nearly so, or less than that within rounding. */
    boolean degenerate() {
        double[] principal = principalMoments();
        return principal[0] + principal[1] <= (1 + THIN) * principal[2];
    }

    /** Ascending. */
    double[] principalMoments() {
        double[] m = moments;
        DMatrixRMaj I = new DMatrixRMaj(3, 3, true, m[0], m[1], m[2], m[1], m[3], m[4], m[2], m[4], m[5]);
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(3, false, true);
        if (!eigen.decompose(I)) {
            return new double[] {Double.NaN, Double.NaN, Double.NaN};
        }
        double[] values = new double[3];
        for (int k = 0; k < 3; k++) {
            values[k] = eigen.getEigenvalue(k).getReal();
        }
        Arrays.sort(values);
        return values;
    }

    /**
     * Adds this link to a body (mass, first moment, inertia about the body's origin: see {@link Tree#inertia}).
     *
     * @param T_BL the link's frame in the body's
     */
    void addTo(double[] body, int b, Placement T_BL) {
        Placement T_BI = T_BL.times(at);
        double[] c = T_BI.p();
        double[] R = T_BI.R();
        double[] m = moments;
        double[] I = {m[0], m[1], m[2], m[1], m[3], m[4], m[2], m[4], m[5]};
        double[] RI = new double[9];
        SO3.multiply(R, 0, I, 0, RI, 0);
        body[b] += mass;
        for (int i = 0; i < 3; i++) {
            body[b + 1 + i] += mass * c[i];
        }
        double c2 = c[0] * c[0] + c[1] * c[1] + c[2] * c[2];
        for (int i = 0, k = b + 4; i < 3; i++) {
            for (int j = i; j < 3; j++, k++) {
                double turned = 0;
                for (int l = 0; l < 3; l++) {
                    turned += RI[3 * i + l] * R[3 * j + l]; // R I Rᵀ
                }
                // Steiner: I_O = R I Rᵀ + m (c·c 1 − c cᵀ)
                body[k] += turned + mass * ((i == j ? c2 : 0) - c[i] * c[j]);
            }
        }
    }
}
