/** How good estimates and predictions are where the truth is known: errors, baselines, coverage, consistency. */
@NullMarked
package dev.pollux.evaluation;

import org.jspecify.annotations.NullMarked;
