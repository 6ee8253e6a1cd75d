/**
 * How keyed state becomes bytes. Each class of state has one method {@code describe(StateFields)} in which each of its fields
 * stands once, in the order of its bytes; what is done with them is the {@link dev.pollux.storage.StateFields}' matter.
 *
 * <p>The bytes, big-endian:
 *
 * <pre>
 * flag, flags    one byte; eight flags a byte, the first one lowest
 * whole          zigzag variable-length integer, 1 to 10 bytes (Protocol Buffers)
 * near           whole(value - reference); of doubles single(value - reference)
 * word           4 or 8 bytes
 * exact, single  IEEE 754 in 8 bytes; in 4; also anyExact, anySingle
 * sparse         whole(count), then count times: whole(index), the value; of flags without it
 * choice         whole(ordinal)
 * sparse choices flag(one is not the first), then, where one is not, all of them
 * bytes          as they are
 * block, text    whole(length), the bytes; flag(there is one), then a block of UTF-8
 * arrays         their elements one after the other; the reader knows how many there are
 * </pre>
 */
@NullMarked
package dev.pollux.storage;

import org.jspecify.annotations.NullMarked;
