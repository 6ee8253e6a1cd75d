/**
 * How keyed state becomes bytes. Each class of state has one method {@code describe(StateFields)} that names each of
 * its fields once, in the order of the bytes; the {@link dev.pollux.storage.StateFields} decide what happens to them.
 *
 * <p>The bytes, big-endian:
 *
 * <pre>
 * flag, flags    one byte; eight flags per byte, the first one lowest
 * whole          zigzag variable-length integer, 1 to 10 bytes (Protocol Buffers)
 * near           whole(value - reference); of doubles single(value - reference)
 * word           4 or 8 bytes
 * exact, single  IEEE 754 in 8 bytes; in 4; also anyExact, anySingle
 * sparse         whole(count), then count times: whole(index), the value; of flags without it
 * choice         whole(ordinal)
 * sparse choices flag(one is not the first), then, if so, all of them
 * bytes          unchanged
 * block, text    whole(length), the bytes; flag(there is one), then a block of UTF-8
 * arrays         their elements in order; the reader knows their number
 * </pre>
 */
@NullMarked
package dev.pollux.storage;

import org.jspecify.annotations.NullMarked;
