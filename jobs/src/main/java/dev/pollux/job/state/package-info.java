/** What crosses the wire or lives in the job's state, and its bytes. */
@NullMarked
package dev.pollux.job.state;

import org.jspecify.annotations.NullMarked;
