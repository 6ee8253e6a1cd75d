/** The options of the job and the sources of their values. */
@NullMarked
package dev.pollux.job.options;

import org.jspecify.annotations.NullMarked;
