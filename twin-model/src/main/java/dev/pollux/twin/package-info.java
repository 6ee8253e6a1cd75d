/** The twin of one robot model: from sensor frames to a synchronised state and predictions. */
@NullMarked
package dev.pollux.twin;

import org.jspecify.annotations.NullMarked;
