package dev.pollux.robot;

import dev.pollux.model.MeshFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the mesh files that a URDF names. {@code package://NAME/PATH} is searched in the given folders, each of which
 * contains the package NAME or is it, then in the folders above the URDF; other names are paths relative to the URDF.
 */
public final class PackagePath implements MeshFiles {
    private final Path urdf;
    private final List<Path> folders;

    /**
     * @param urdf the URDF
     * @param folders folders with packages, searched in this order
     */
    public PackagePath(Path urdf, List<Path> folders) {
        this.urdf = urdf.toAbsolutePath().normalize();
        this.folders = List.copyOf(folders);
    }

    @Override
    public double[] vertices(String name) throws IOException {
        try {
            return MeshVertices.read(find(name));
        } catch (IllegalArgumentException e) {
            throw new IOException("it is no name of a file: " + e.getMessage(), e);
        }
    }

    private Path find(String name) throws IOException {
        int scheme = name.indexOf("://");
        if (scheme < 0) {
            return urdf.resolveSibling(name).normalize();
        }
        return switch (name.substring(0, scheme)) {
            case "package", "model" -> inPackage(name.substring(scheme + 3));
            case "file" ->
                name.startsWith("file:///")
                        ? Path.of(URI.create(name.replace(" ", "%20")))
                        : urdf.resolveSibling(name.substring(scheme + 3)).normalize();
            default -> throw new IOException("names of the kind " + name.substring(0, scheme) + ":// are not read");
        };
    }

    private Path inPackage(String rest) throws IOException {
        int slash = rest.indexOf('/');
        if (slash <= 0) {
            throw new IOException("expected package://NAME/PATH");
        }
        String own = rest.substring(0, slash);
        List<Path> candidates = new ArrayList<>();
        for (Path folder : folders) {
            candidates.add(folder.resolve(own));
            if (folder.toAbsolutePath().normalize().endsWith(own)) {
                candidates.add(folder);
            }
        }
        for (Path above = urdf.getParent(); above != null; above = above.getParent()) {
            if (above.endsWith(own)) {
                candidates.add(above);
            }
            candidates.add(above.resolve(own));
        }
        for (Path candidate : candidates) {
            Path root = candidate.toAbsolutePath().normalize();
            Path file = root.resolve(rest.substring(slash + 1)).normalize();
            if (file.startsWith(root) && Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IOException("it was found neither above the URDF nor in --package-path");
    }
}
