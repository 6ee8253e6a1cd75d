/** Where bodies and frames are, from joint positions. */
@NullMarked
package dev.pollux.kinematics;

import org.jspecify.annotations.NullMarked;
