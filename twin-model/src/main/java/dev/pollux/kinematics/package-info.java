/** Poses of bodies and frames from joint positions. */
@NullMarked
package dev.pollux.kinematics;

import org.jspecify.annotations.NullMarked;
