/** Tests of the balance quantities. */
@NullMarked
package dev.pollux.balance;

import org.jspecify.annotations.NullMarked;
