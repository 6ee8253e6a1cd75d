/** Tests of the package of the same name. */
@NullMarked
package dev.pollux.job.options;

import org.jspecify.annotations.NullMarked;
