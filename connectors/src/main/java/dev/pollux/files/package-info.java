/** Opening files that users name, with clear errors. */
@NullMarked
package dev.pollux.files;

import org.jspecify.annotations.NullMarked;
