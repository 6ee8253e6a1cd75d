/** Tests of the offline evaluation. */
@NullMarked
package dev.pollux.report;

import org.jspecify.annotations.NullMarked;
