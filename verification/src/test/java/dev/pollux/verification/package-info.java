/** Tests of the running job: a real broker, a Flink cluster, records in and records out. */
@NullMarked
package dev.pollux.verification;

import org.jspecify.annotations.NullMarked;
