/** Tests of the commands and the player. */
@NullMarked
package dev.pollux.play;

import org.jspecify.annotations.NullMarked;
