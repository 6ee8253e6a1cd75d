/** Base state estimation: the right-invariant filter, its measurements, contacts, start and sensor times. */
@NullMarked
package dev.pollux.estimation;

import org.jspecify.annotations.NullMarked;
