package dev.pollux.model;

/**
 * A joint that is moved by another one: q = multiplier · q_leader + offset (URDF's {@code <mimic>}). It has no place in
 * joint vectors.
 *
 * @param joint the joint in its URDF
 * @param leader index of the independent joint that moves it, in joint vectors; −1 if none does: it stays at the offset
 * @param multiplier ratio of its velocity to the leader's; the product along a chain of followers
 * @param offset its position with the leader at 0, rad or m
 */
public record Follower(Joint joint, int leader, double multiplier, double offset) {

    /**
     * Position given by its leader, rad or m.
     *
     * @param q joint positions, n
     */
    public double position(double[] q) {
        return leader < 0 ? offset : multiplier * q[leader] + offset;
    }
}
