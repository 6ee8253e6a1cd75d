package dev.pollux.robot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Wavefront OBJ: a line {@code v x y z} for each vertex. */
final class ObjMesh {
    private ObjMesh() {}

    static double[] vertices(byte[] bytes) throws IOException {
        Vertices vertices = new Vertices();
        for (String line :
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (line.startsWith("v ") || line.startsWith("v\t")) {
                List<String> words = Arrays.asList(line.strip().split("\\s+"));
                vertices.add(words.listIterator(1));
            }
        }
        return vertices.all();
    }
}
