/** Tests of the job. */
@NullMarked
package dev.pollux.job;

import org.jspecify.annotations.NullMarked;
