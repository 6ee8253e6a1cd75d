/**
 * State estimation: {@code BaseEstimator} processes a frame: initialisation, the filter's time update, the feet and an
 * external pose. Its packages: {@code base} (the filter and its state), {@code feet} (which feet stand and how firmly),
 * {@code joints} (the filter of each joint), {@code time} (sampling times).
 */
@NullMarked
package dev.pollux.estimation;

import org.jspecify.annotations.NullMarked;
