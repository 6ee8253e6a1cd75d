/** Tests of the embedded broker. */
@NullMarked
package dev.pollux.local;

import org.jspecify.annotations.NullMarked;
