/** The twin run offline over a recording, and held against its truth. */
@NullMarked
package dev.pollux.report;

import org.jspecify.annotations.NullMarked;
