package dev.pollux.model;

import java.io.IOException;

/** Where the meshes are that a URDF names: files beside it, in ROS packages, or nowhere. */
@FunctionalInterface
public interface MeshFiles {
    /** None at hand: soles are not found in meshes. */
    MeshFiles NONE = name -> {
        throw new IOException("mesh files are not at hand here");
    };

    /**
     * The vertices of a mesh.
     *
     * @param name as in the URDF: {@code package://NAME/PATH}, {@code file:///PATH}, or a path from the URDF's folder
     * @return x, y, z of each, m, one after the other, not scaled by the URDF's {@code scale}
     * @throws IOException where there is no such file or it cannot be read, with the reason
     */
    double[] vertices(String name) throws IOException;
}
