/** Tests of the offline evaluation. */
@NullMarked
package dev.pollux.demo;

import org.jspecify.annotations.NullMarked;
