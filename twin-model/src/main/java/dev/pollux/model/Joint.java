package dev.pollux.model;

/**
 * One moving joint and its drive. Units are rad, m, s, N·m, N as the joint's type has it.
 *
 * @param name as in the URDF
 * @param type revolute, continuous or prismatic
 * @param lower lowest position; −∞ where unlimited
 * @param upper highest position; +∞ where unlimited
 * @param maxVelocity greatest speed; +∞ where unknown
 * @param maxEffort greatest drive effort; +∞ where unknown
 * @param damping viscous damping, N·m·s/rad or N·s/m
 * @param friction Coulomb friction, N·m or N
 * @param armature rotor inertia reflected to the joint, kg·m² or kg
 * @param kp the drive's position gain where the frame brings none; 0 where unknown
 * @param kd the drive's velocity gain where the frame brings none; 0 where unknown
 */
public record Joint(
        String name,
        JointType type,
        double lower,
        double upper,
        double maxVelocity,
        double maxEffort,
        double damping,
        double friction,
        double armature,
        double kp,
        double kd) {}
