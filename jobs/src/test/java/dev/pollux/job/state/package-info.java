/** Tests of the package of the same name. */
@NullMarked
package dev.pollux.job.state;

import org.jspecify.annotations.NullMarked;
