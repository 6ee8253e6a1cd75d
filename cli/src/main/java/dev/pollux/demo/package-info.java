/** The demo: a recording played through the whole pipeline on this machine, with live table and summary. */
@NullMarked
package dev.pollux.demo;

import org.jspecify.annotations.NullMarked;
