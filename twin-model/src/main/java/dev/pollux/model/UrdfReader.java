package dev.pollux.model;

import java.io.InputStream;

/**
 * Reads a robot from its URDF.
 *
 * <p>Read: links with inertia and collision boxes, spheres, cylinders, capsules and, if their files are available, the
 * meshes of feet; joints that are revolute, continuous, prismatic or fixed, with axis, limits, damping and friction;
 * {@code <mimic>}, by which a joint follows another; one floating or planar joint between an empty root (often called
 * world) and the base. Materials, transmissions and elements of simulators are ignored.
 *
 * <p>Fixed and locked joints are removed: the inertia of the link below is lumped into the body that carries it, while
 * the link's frame stays in {@link RobotModel#frames()}. The root link is the base.
 *
 * <p>Harmless errors of real files are corrected, with warnings in {@link RobotModel#warnings()}. All others are
 * reported at once.
 *
 * <p>Limits, against attacks and accidents: 16 MiB, 200,000 elements nested 64 deep, no document type declaration,
 * {@value RobotModel#MAX_JOINTS} moving joints, {@value RobotModel#MAX_CONTACTS} contacts, and {@value
 * RobotModel#MAX_NAME} characters in the name of a moving joint or a contact.
 */
public final class UrdfReader {
    private UrdfReader() {}

    /**
     * Reads a robot from text.
     *
     * @param urdf the XML text
     * @param description what the URDF does not contain
     * @throws UrdfException naming the elements and the reasons
     */
    public static RobotModel read(String urdf, RobotDescription description) {
        return read(XmlReader.read(urdf), description, MeshFiles.NONE);
    }

    /**
     * Reads a robot from text.
     *
     * @param urdf the XML text
     * @param description what the URDF does not contain
     * @param meshes source of meshes for soles that simple shapes do not give
     * @throws UrdfException naming the elements and the reasons
     */
    public static RobotModel read(String urdf, RobotDescription description, MeshFiles meshes) {
        return read(XmlReader.read(urdf), description, meshes);
    }

    /**
     * Reads a robot from a file's bytes, without its meshes.
     *
     * @param urdf the XML file, in the encoding that it declares; not closed
     * @param description what the URDF does not contain
     * @throws UrdfException naming the elements and the reasons
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public static RobotModel read(InputStream urdf, RobotDescription description) {
        return read(urdf, description, MeshFiles.NONE);
    }

    /**
     * Reads a robot from a file's bytes.
     *
     * @param urdf the XML file, in the encoding that it declares; not closed
     * @param description what the URDF does not contain
     * @param meshes source of meshes for soles that simple shapes do not give
     * @throws UrdfException naming the elements and the reasons
     * @throws java.io.UncheckedIOException if the stream fails
     */
    public static RobotModel read(InputStream urdf, RobotDescription description, MeshFiles meshes) {
        return read(XmlReader.read(urdf), description, meshes);
    }

    private static RobotModel read(XmlElement robot, RobotDescription description, MeshFiles meshes) {
        Findings findings = new Findings();
        Urdf urdf = new Urdf(robot, findings);
        try {
            return new ModelBuilder(urdf, description, meshes, findings).build();
        } catch (UrdfException wrong) {
            throw urdf.xacro.before(wrong);
        }
    }
}
