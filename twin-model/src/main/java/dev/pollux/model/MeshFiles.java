package dev.pollux.model;

import java.io.IOException;

/** Source of the meshes that a URDF names: files next to it, ROS packages, or none. */
@FunctionalInterface
public interface MeshFiles {
    /** No meshes: soles are not found in meshes. */
    MeshFiles NONE = name -> {
        throw new IOException("mesh files are not at hand here");
    };

    /**
     * The vertices of a mesh.
     *
     * @param name as in the URDF: {@code package://NAME/PATH}, {@code file:///PATH}, or a path relative to the URDF's
     *     folder
     * @return x, y, z of each, m, in sequence, not scaled by the URDF's {@code scale}
     * @throws IOException if there is no such file or it cannot be read, with the reason
     */
    double[] vertices(String name) throws IOException;
}
