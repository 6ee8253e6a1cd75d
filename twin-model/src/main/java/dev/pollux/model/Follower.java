package dev.pollux.model;

/**
 * A joint that does not move by itself: at all times q = multiplier · q_leader + offset (URDF's {@code <mimic>}). It has
 * no place in joint vectors.
 *
 * @param joint the joint as its URDF has it
 * @param leader index of the independent joint that moves it, in joint vectors; −1 where nothing does: it stays at the offset
 * @param multiplier its velocity over the leader's; the product along a chain of followers
 * @param offset its position where the leader is at 0, rad or m
 */
public record Follower(Joint joint, int leader, double multiplier, double offset) {

    /**
     * Where its leader puts it, rad or m.
     *
     * @param q joint positions, n
     */
    public double position(double[] q) {
        return leader < 0 ? offset : multiplier * q[leader] + offset;
    }
}
