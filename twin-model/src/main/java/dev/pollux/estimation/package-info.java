/**
 * Where a robot is and how it moves, from its sensors: {@code BaseEstimator} takes a frame through initialisation, the filter's
 * time update, the feet and an external pose. The rooms: {@code base} (the filter and its state), {@code feet} (which feet
 * stand and how they hold), {@code joints} (the filter of each joint), {@code time} (when samples were taken).
 */
@NullMarked
package dev.pollux.estimation;

import org.jspecify.annotations.NullMarked;
