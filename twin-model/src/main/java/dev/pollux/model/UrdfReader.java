package dev.pollux.model;

import java.io.InputStream;

/**
 * Reads a robot from its URDF.
 *
 * <p>Read: links with inertia and collision boxes, spheres, cylinders, capsules and, where their files are at hand, the
 * meshes of feet; joints that are revolute, continuous, prismatic or fixed, with axis, limits, damping and friction;
 * {@code <mimic>}, by which a joint follows another; one floating or planar joint between an empty root (often called world)
 * and the base. Materials, transmissions and
 * simulators' own elements are passed over.
 *
 * <p>Fixed and locked joints disappear: the inertia of the link below is lumped into the body that carries it, while
 * the link's frame stays in {@link RobotModel#frames()}. The root link is the base.
 *
 * <p>Real files have faults that do no harm: these are read as what was meant, and {@link RobotModel#warnings()} tells
 * them. All others are told at once.
 *
 * <p>Limits on what is read, against malice and mishap: 16 MiB, 200,000 elements nested 64 deep, no document type
 * declaration, {@value RobotModel#MAX_JOINTS} moving joints, {@value RobotModel#MAX_CONTACTS} contacts, and
 * {@value RobotModel#MAX_NAME} characters in the name of a moving joint or a contact.
 */
public final class UrdfReader {
    private UrdfReader() {}

    /**
     * Reads a robot from text.
     *
     * @param urdf the XML text
     * @param description what the URDF does not say
     * @throws UrdfException naming the elements and the reasons
     */
    public static RobotModel read(String urdf, RobotDescription description) {
        return read(XmlReader.read(urdf), description, MeshFiles.NONE);
    }

    /**
     * Reads a robot from text.
     *
     * @param urdf the XML text
     * @param description what the URDF does not say
     * @param meshes where soles are looked for that are in no simple shapes
     * @throws UrdfException naming the elements and the reasons
     */
    public static RobotModel read(String urdf, RobotDescription description, MeshFiles meshes) {
        return read(XmlReader.read(urdf), description, meshes);
    }

    /**
     * Reads a robot from a file's bytes, without its meshes.
     *
     * @param urdf the XML file, in the encoding it declares; not closed
     * @param description what the URDF does not say
     * @throws UrdfException naming the elements and the reasons
     * @throws java.io.UncheckedIOException where the stream fails
     */
    public static RobotModel read(InputStream urdf, RobotDescription description) {
        return read(urdf, description, MeshFiles.NONE);
    }

    /**
     * Reads a robot from a file's bytes.
     *
     * @param urdf the XML file, in the encoding it declares; not closed
     * @param description what the URDF does not say
     * @param meshes where soles are looked for that are in no simple shapes
     * @throws UrdfException naming the elements and the reasons
     * @throws java.io.UncheckedIOException where the stream fails
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
