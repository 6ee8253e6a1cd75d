package dev.pollux.model;

import dev.pollux.spatial.SO3;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Mass and inertia of a link: as in the URDF, or the nearest ones that are physically possible.
 *
 * @param mass kg
 * @param at the inertial frame in the link's: centre of mass and principal or other axes
 * @param moments rotational inertia about the centre of mass in the inertial frame, kg·m²: xx, xy, xz, yy, yz, zz
 * @param correction the change that made it possible; null if there was none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves the package
record LinkInertia(
        double mass,
        Placement at,
        double[] moments,
        @Nullable Correction correction) {
    /**
     * Relative rounding error, of the greatest principal moment. URDFs have as few as three digits, which changes a sum
     * of two moments by up to one per cent: a flat or thin body may then violate the triangle inequality.
     */
    static final double ROUNDING = 0.01;

    /**
     * The two lesser principal moments together exceed the greatest by 2 ∫ s² dm, s along its thinnest direction.
     * Where that is less than this part of the greatest the body is nearly flat or thin: the feet of iCub have 0.048,
     * its hands 0.069, the thinnest links of humanoid_28 0.075 and of the G1 0.084.
     */
    private static final double THIN = 0.05;

    /** Radius of gyration, m, below which moments are rounding errors of a computer. */
    private static final double DUST = 1e-6;

    private static final String NEAREST = "the nearest that a body can have is used";
    private static final String POINT = "these are rounding errors, and the mass is read as a point";
    private static final String PLANE =
            "only the moment about one axis is given, as for motion in a plane: half of it is taken about each of the others";
    private static final String CUT = "its greatest moment is too great by far, and is cut to the sum of the others";

    /** Share of the greatest moment below which a moment is zero. */
    private static final double NONE = 1e-9;

    /** A mass below this, kg, is a placeholder: a microgram. */
    private static final double LEAST_MASS = 1e-9;

    /** An impossible inertia is replaced if that changes less than this share of what moves with the link. */
    static final double SLIGHT = 0.1;

    /** A link with less than this share of the robot's mass may have any inertia: parts of a gram, fingers, dummies. */
    static final double TINY = 0.02;

    /**
     * A replaced inertia.
     *
     * @param element the {@code <inertia>}
     * @param fault the error in words
     * @param by the replacement in words
     * @param safe whether this is right whatever moves with the link
     * @param distance Frobenius norm of the change, kg·m²
     * @param size Frobenius norm of the inertia as given, kg·m²
     */
    record Correction(XmlElement element, String fault, String by, boolean safe, double distance, double size) {}

    /**
     * Reads an {@code <inertial>}; one of zeros counts as absent. Also null if parts are missing or are not numbers, or
     * the mass is negative: findings then contain the errors.
     *
     * @throws UrdfException if it has no principal moments
     */
    static @Nullable LinkInertia read(XmlElement inertial, Findings findings) {
        int before = findings.errors();
        double mass = findings.number(() -> mass(inertial, findings));
        boolean weighed = findings.errors() == before;
        if (mass > 0 && mass < LEAST_MASS) {
            findings.warnings.add("inertia: "
                    + inertial.sentence("has a mass of " + mass + " kg, less than a microgram: read as none"));
            mass = 0;
        }
        Placement[] origin = {Placement.IDENTITY};
        findings.attempt(() -> origin[0] = Urdf.origin(inertial));
        Placement at = origin[0];
        if (inertial.child("inertia") == null && !weighed) {
            return null; // with a mass, it may be absent
        }
        if (inertial.child("inertia") == null && mass > 0) {
            findings.warnings.add("inertia: "
                    + inertial.sentence("has a mass, but no <inertia>: read as a point of " + mass + " kg"));
            return new LinkInertia(mass, at, new double[6], null);
        }
        XmlElement i = inertial.first("inertia", findings);
        double[] moments = {
            findings.number(() -> i.number("ixx", ModelBounds.INERTIA)),
            findings.number(() -> i.number("ixy", ModelBounds.INERTIA, 0)),
            findings.number(() -> i.number("ixz", ModelBounds.INERTIA, 0)),
            findings.number(() -> i.number("iyy", ModelBounds.INERTIA)),
            findings.number(() -> i.number("iyz", ModelBounds.INERTIA, 0)),
            findings.number(() -> i.number("izz", ModelBounds.INERTIA))
        };
        if (findings.errors() > before) {
            return null;
        }
        SymmetricMatrix I = new SymmetricMatrix(moments);
        if (mass == 0 && I.norm() == 0) {
            return null;
        }
        String fault = fault(I);
        if (fault == null) {
            return new LinkInertia(mass, at, moments, null);
        }
        if (I.norm() <= mass * DUST * DUST) {
            return new LinkInertia(mass, at, new double[6], new Correction(i, fault, POINT, true, I.norm(), I.norm()));
        }
        double[] given = I.eigenvalues();
        if (Double.isNaN(given[0])) {
            throw i.error(fault);
        }
        if (mass > 0 && Math.abs(given[0]) <= NONE * given[2] && given[1] <= NONE * given[2]) {
            SymmetricMatrix disc = I.withEigenvalues(new double[] {given[2] / 2, given[2] / 2, given[2]});
            return new LinkInertia(
                    mass,
                    at,
                    disc.packed(),
                    new Correction(i, fault, PLANE, true, I.minus(disc).norm(), I.norm()));
        }
        SymmetricMatrix nearest = I.withEigenvalues(PhysicalMoments.nearest(given));
        double distance = I.minus(nearest).norm();
        if (given[0] > 0 && distance > SLIGHT * I.norm()) {
            // two possible moments and an impossible one, mostly wrong by powers of ten: use the largest possible one
            SymmetricMatrix cut = I.withEigenvalues(new double[] {given[0], given[1], given[0] + given[1]});
            return new LinkInertia(
                    mass,
                    at,
                    cut.packed(),
                    new Correction(i, fault, CUT, true, I.minus(cut).norm(), I.norm()));
        }
        return new LinkInertia(
                mass, at, nearest.packed(), new Correction(i, fault, NEAREST, false, distance, I.norm()));
    }

    private static double mass(XmlElement inertial, Findings findings) {
        double mass = inertial.first("mass", findings).number("value", ModelBounds.MASS);
        if (mass < 0) {
            throw inertial.error("mass " + mass + " kg is negative");
        }
        return mass;
    }

    /** Why it is physically impossible, in words; null if it is possible, within rounding. */
    private static @Nullable String fault(SymmetricMatrix I) {
        double[] principal = I.eigenvalues();
        String shown = " (" + shown(principal) + ")";
        if (!(principal[0] >= -ROUNDING * principal[2]) || principal[2] < 0) {
            return "is no inertia: a principal moment is negative" + shown;
        }
        if (principal[0] + principal[1] < (1 - ROUNDING) * principal[2]) {
            return "is no inertia: it breaks the triangle inequality, the sum of two principal moments must reach the"
                    + " third" + shown;
        }
        return null;
    }

    static String shown(double[] principal) {
        return "principal moments " + rounded(principal[0]) + ", " + rounded(principal[1]) + ", "
                + rounded(principal[2]) + " kg·m²";
    }

    /** Rounds to four digits. */
    private static double rounded(double x) {
        return new BigDecimal(x).round(new MathContext(4)).doubleValue();
    }

    /** Whether the body is a point, a rod or a plate, nearly so, or less within rounding. */
    boolean degenerate() {
        double[] principal = principalMoments();
        return principal[0] + principal[1] <= (1 + THIN) * principal[2];
    }

    /** In ascending order. */
    double[] principalMoments() {
        return new SymmetricMatrix(moments).eigenvalues();
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
