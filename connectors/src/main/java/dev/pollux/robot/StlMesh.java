package dev.pollux.robot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** STL: triangles, in binary (80 bytes, their number, 50 bytes each) or as text. */
final class StlMesh {
    private static final int HEADER = 84;
    private static final int TRIANGLE = 50;

    private StlMesh() {}

    static double[] vertices(byte[] bytes) throws IOException {
        long triangles = bytes.length < HEADER
                ? -1
                : Integer.toUnsignedLong(buffer(bytes).getInt(HEADER - 4));
        // some binary files begin with the keyword of the text form: their length identifies them
        if (triangles >= 0 && HEADER + TRIANGLE * triangles <= bytes.length && !inWords(bytes)) {
            return binary(bytes, (int) triangles);
        }
        if (!new String(bytes, 0, Math.min(bytes.length, 5), StandardCharsets.ISO_8859_1).equals("solid")) {
            throw new IOException(
                    "it is no STL: it says " + triangles + " triangles and has " + bytes.length + " bytes");
        }
        return ascii(bytes);
    }

    private static boolean inWords(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 1000), StandardCharsets.ISO_8859_1);
        return head.startsWith("solid") && head.contains("facet");
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static double[] binary(byte[] bytes, int triangles) {
        ByteBuffer buffer = buffer(bytes);
        double[] vertices = new double[9 * triangles];
        for (int t = 0; t < triangles; t++) {
            for (int i = 0; i < 9; i++) {
                vertices[9 * t + i] = buffer.getFloat(HEADER + TRIANGLE * t + 12 + 4 * i); // after the normal
            }
        }
        return vertices;
    }

    private static double[] ascii(byte[] bytes) throws IOException {
        Vertices vertices = new Vertices();
        for (String line :
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            if (words.get(0).equals("vertex")) {
                vertices.add(words.listIterator(1));
            }
        }
        return vertices.all();
    }
}
