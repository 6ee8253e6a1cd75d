/** Reports of offline evaluations against the truth. */
@NullMarked
package dev.pollux.report;

import org.jspecify.annotations.NullMarked;
