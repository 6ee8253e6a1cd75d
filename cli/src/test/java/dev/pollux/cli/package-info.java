/** Tests of the commands and the player. */
@NullMarked
package dev.pollux.cli;

import org.jspecify.annotations.NullMarked;
