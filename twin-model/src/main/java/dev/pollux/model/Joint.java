package dev.pollux.model;

/**
 * One moving joint and its drive. Units are rad, m, s, N·m, N according to the joint's type.
 *
 * @param name as in the URDF
 * @param type revolute, continuous or prismatic
 * @param lower lowest position; −∞ if unlimited
 * @param upper highest position; +∞ if unlimited
 * @param maxVelocity greatest speed; +∞ if unknown
 * @param maxEffort greatest drive effort; +∞ if unknown
 * @param damping viscous damping, N·m·s/rad or N·s/m
 * @param friction Coulomb friction, N·m or N
 * @param armature rotor inertia reflected to the joint, kg·m² or kg
 * @param kp the drive's position gain if the frame has none; 0 if unknown
 * @param kd the drive's velocity gain if the frame has none; 0 if unknown
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
