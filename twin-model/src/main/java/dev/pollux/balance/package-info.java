/** Balance of the robot: zero moment point, capture point, support polygon and margins. */
@NullMarked
package dev.pollux.balance;

import org.jspecify.annotations.NullMarked;
