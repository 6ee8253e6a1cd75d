package dev.pollux.model;

import java.io.InputStream;

/**
 * Reads a robot from its URDF.
 *
 * <p>Read: links with inertia and collision boxes, spheres and cylinders; joints that are revolute, continuous,
 * prismatic or fixed, with axis, limits, damping and friction; one floating joint between an empty root (often called
 * world) and the base. Meshes, visuals, materials, transmissions and simulators' own elements are passed over.
 *
 * <p>Fixed and locked joints disappear: the inertia of the link below is lumped into the body that carries it, while
 * the link's frame stays in {@link RobotModel#frames()}. The root link is the base.
 *
 * <p>Limits on what is read, against malice and mishap: 16 MiB, 200,000 elements nested 64 deep, no document type
 * declaration, 256 moving joints.
 */
public final class UrdfReader {
    /** Most joints a robot may move. */
    public static final int MAX_JOINTS = 256;

    private UrdfReader() {}

    /**
     * Reads a robot from text.
     *
     * @param urdf the XML text
     * @param description what the URDF does not say
     * @throws UrdfException naming the element and the reason
     */
    public static RobotModel read(String urdf, RobotDescription description) {
        return new ModelBuilder(new Urdf(XmlReader.read(urdf)), description).build();
    }

    /**
     * Reads a robot from a file's bytes.
     *
     * @param urdf the XML file, in the encoding it declares; not closed
     * @param description what the URDF does not say
     * @throws UrdfException naming the element and the reason
     * @throws java.io.UncheckedIOException where the stream fails
     */
    public static RobotModel read(InputStream urdf, RobotDescription description) {
        return new ModelBuilder(new Urdf(XmlReader.read(urdf)), description).build();
    }
}
