/** The job's options: what there is, and where the values come from. */
@NullMarked
package dev.pollux.job.options;

import org.jspecify.annotations.NullMarked;
