/** The demo: a recording played through the whole pipeline on this machine, watched and summed up. */
@NullMarked
package dev.pollux.demo;

import org.jspecify.annotations.NullMarked;
