/** Our robots as IHMC's mecano has them, to hold and to time the dynamics against. */
@NullMarked
package dev.pollux.mecano;

import org.jspecify.annotations.NullMarked;
