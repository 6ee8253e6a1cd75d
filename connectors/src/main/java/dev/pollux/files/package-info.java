/** Files that people name: opened, or the reason why not. */
@NullMarked
package dev.pollux.files;

import org.jspecify.annotations.NullMarked;
