/** The pollux command and its sub-commands. */
@NullMarked
package dev.pollux.cli;

import org.jspecify.annotations.NullMarked;
