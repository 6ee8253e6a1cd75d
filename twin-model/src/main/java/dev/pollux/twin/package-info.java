/** The twin of one kind of robot: from sensor frames to synced state and predictions. */
@NullMarked
package dev.pollux.twin;

import org.jspecify.annotations.NullMarked;
