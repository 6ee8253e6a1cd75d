package dev.pollux.model;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The kinematic tree as arrays of numbers, which all algorithms use.
 *
 * <p>Body 0 is the base; body b ≥ 1 is moved by one joint. Bodies are numbered parents first ({@code parent[b] < b}),
 * while joint vectors have the URDF's order: body b moves with joint {@code joint[b]}. Fixed joints are removed: their
 * links' inertia is lumped into the body that carries them. If joints are tied (URDF's {@code <mimic>}), several bodies
 * move with one joint of the vectors, each at its own {@code ratio}.
 *
 * <p>Body frames: the base body's is the base link's. Every other one has its origin at its joint, and is rotated so
 * that the joint acts about or along its own z axis, whatever the axis in the URDF. At position q, body b's frame in
 * its parent's is {@code placement · Rz(ratio q)} (revolute) or {@code placement · Tz(ratio q)} (prismatic).
 *
 * <p>All robots of a model share the arrays, which must never be modified: they are not copied, for speed, as in
 * MuJoCo's mjModel.
 */
public final class Tree {
    /** Number of bodies including the base: joints + 1 if none are tied. */
    public final int bodies;

    /** Whether any two bodies move with the same joint, or one at a ratio other than 1. */
    public final boolean tied;

    /** Parent body of each body; −1 for the base. */
    public final int[] parent;

    /** Index of the independent joint that moves each body, in the order of joint vectors; −1 for the base. */
    public final int[] joint;

    /** Whether each body slides along z (prismatic) rather than turning about it. */
    public final boolean[] slides;

    /** Motion of each body's own joint per motion of joint {@code joint[b]}: 1 if it is that joint. */
    public final double[] ratio;

    /** Per body 12 numbers: R (row-major, 9) and p (3) of its frame at q = 0 in its parent's frame; base: identity. */
    public final double[] placement;

    /**
     * Per body 10 numbers in its own frame, about its origin: mass (kg), first moment m·c (3, kg·m), rotational inertia
     * about the origin packed as xx, xy, xz, yy, yz, zz (kg·m²).
     */
    public final double[] inertia;

    Tree(int[] parent, int[] joint, boolean[] slides, double[] ratio, double[] placement, double[] inertia) {
        this.bodies = parent.length;
        this.parent = parent;
        this.joint = joint;
        this.slides = slides;
        this.ratio = ratio;
        this.tied = IntStream.of(joint).distinct().count() < bodies
                || DoubleStream.of(ratio).anyMatch(r -> r != 1);
        this.placement = placement;
        this.inertia = inertia;
    }
}
