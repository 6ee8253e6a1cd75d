/** Tests of the offline evaluation. */
@NullMarked
package dev.pollux.evaluate;

import org.jspecify.annotations.NullMarked;
