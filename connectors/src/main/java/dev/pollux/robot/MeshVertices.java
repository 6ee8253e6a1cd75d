package dev.pollux.robot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The vertices of a mesh file: STL (binary or ASCII), OBJ, or COLLADA (.dae). */
final class MeshVertices {
    /** Most bytes of a file. */
    static final int MAX_BYTES = 64 << 20;

    private MeshVertices() {}

    /**
     * @return x, y, z of each vertex, m, in sequence
     * @throws IOException if the file cannot be read or is invalid, with the reason
     */
    static double[] read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + " is no file");
        }
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(file + " is larger than " + (MAX_BYTES >> 20) + " MiB");
        }
        if (new String(bytes, 0, Math.min(bytes.length, 40), StandardCharsets.ISO_8859_1)
                .startsWith("version https://git-lfs")) {
            throw new IOException(file + " is a pointer of Git LFS, not the mesh; run git lfs pull");
        }
        try {
            double[] vertices = read(bytes, String.valueOf(file.getFileName()));
            for (double number : vertices) {
                if (!Double.isFinite(number)) {
                    throw new IOException("it has the coordinate " + number);
                }
            }
            return vertices;
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static double[] read(byte[] bytes, String name) throws IOException {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".stl")) {
            return StlMesh.vertices(bytes);
        }
        if (lower.endsWith(".obj")) {
            return ObjMesh.vertices(bytes);
        }
        if (lower.endsWith(".dae")) {
            return new ColladaMesh(bytes).vertices();
        }
        throw new IOException("its form is not read; known are .stl, .obj and .dae");
    }
}
