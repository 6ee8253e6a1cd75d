/** The dynamics beside mecano's. */
@NullMarked
package dev.pollux.mecano;

import org.jspecify.annotations.NullMarked;
