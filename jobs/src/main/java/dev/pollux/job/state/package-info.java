/** Records and job state, and their serializers. */
@NullMarked
package dev.pollux.job.state;

import org.jspecify.annotations.NullMarked;
