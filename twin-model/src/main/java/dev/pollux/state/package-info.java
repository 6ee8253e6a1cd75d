/** What is measured, known and expected of one robot: plain numbers, and the order they come in. */
@NullMarked
package dev.pollux.state;

import org.jspecify.annotations.NullMarked;
