/** Tests of the joint filter. */
@NullMarked
package dev.pollux.estimation.joints;

import org.jspecify.annotations.NullMarked;
