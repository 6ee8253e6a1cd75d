/** Tests of the package of the same name. */
@NullMarked
package dev.pollux.job.latency;

import org.jspecify.annotations.NullMarked;
