/** Quality of estimates and predictions compared with the truth: errors, baselines, coverage, consistency. */
@NullMarked
package dev.pollux.evaluation;

import org.jspecify.annotations.NullMarked;
