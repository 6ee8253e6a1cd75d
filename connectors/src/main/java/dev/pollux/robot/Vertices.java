package dev.pollux.robot;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;

/** A growing list of coordinates. */
final class Vertices {
    /** Greatest number of them. */
    private static final int MOST = 12 << 20;

    private double[] numbers = new double[3 << 8];
    private int count;

    void add(double number) throws IOException {
        if (count == MOST) {
            throw new IOException("it has more than " + MOST / 3 + " vertices");
        }
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
    }

    /** Adds the next three words, which must be numbers. */
    void add(Iterator<String> words) throws IOException {
        for (int i = 0; i < 3; i++) {
            if (!words.hasNext()) {
                throw new IOException("a vertex has " + i + " coordinates, expected 3");
            }
            add(number(words.next()));
        }
    }

    static double number(String word) throws IOException {
        if (word.length() > 64) {
            throw new IOException("a number has " + word.length() + " characters");
        }
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new IOException("\"" + word + "\" is no number", e);
        }
    }

    double[] all() {
        return Arrays.copyOf(numbers, count);
    }
}
