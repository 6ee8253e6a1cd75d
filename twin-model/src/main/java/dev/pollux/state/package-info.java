/** What is measured, estimated and predicted for one robot: plain numbers, and the order of its frames. */
@NullMarked
package dev.pollux.state;

import org.jspecify.annotations.NullMarked;
