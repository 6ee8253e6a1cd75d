/** What all tests share: reference data and robots. */
@NullMarked
package dev.pollux;

import org.jspecify.annotations.NullMarked;
