package dev.pollux.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.model.RobotModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mesh files of every form read, where a URDF's names lead to. */
class PackagePathTest {
    private static final double[] TRIANGLE = {0, 0, 0, 1, 0, 0, 0, 2, 0.5};
    private static final String ASCII = """
            solid foot
              facet normal 0 0 1
                outer loop
                  vertex 0 0 0
                  vertex 1 0 0
                  vertex 0 2e0 0.5
                endloop
              endfacet
            endsolid foot
            """;

    @TempDir
    private Path folder;

    @Test
    void stlIsReadInWordsAndInBinaryAlsoWhereThatBeginsWithTheWordOfTheOther() throws IOException {
        assertThat(vertices("a.stl", ASCII.getBytes(StandardCharsets.UTF_8))).containsExactly(TRIANGLE);
        assertThat(vertices("b.STL", binary("exported"))).containsExactly(TRIANGLE);
        assertThat(vertices("c.stl", binary("solid by a tool"))).containsExactly(TRIANGLE);
    }

    @Test
    void objIsReadWithoutNormalsAndTextures() throws IOException {
        String obj = "# foot\nv 0 0 0\nvn 0 0 1\nvt 0 1\nv 1.0 0 0 1.0\nv 0 2 .5\nf 1 2 3\n";
        assertThat(vertices("a.obj", obj.getBytes(StandardCharsets.UTF_8))).containsExactly(TRIANGLE);
    }

    /** In centimetres, moved by 1 along x, turned by 90° about z, twice as large. */
    @Test
    void colladaIsPlacedByItsNodesInItsUnit() throws IOException {
        String dae = """
                <?xml version="1.0"?>
                <COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1">
                 <asset><unit name="centimeter" meter="0.01"/><up_axis>Y_UP</up_axis></asset>
                 <library_geometries><geometry id="g"><mesh>
                  <source id="p"><float_array id="pa" count="6">1 0 0  0 2 0.5</float_array></source>
                  <source id="n"><float_array id="na" count="3">9 9 9</float_array></source>
                  <vertices id="v"><input semantic="POSITION" source="#p"/><input semantic="NORMAL" source="#n"/></vertices>
                 </mesh></geometry></library_geometries>
                 <library_visual_scenes><visual_scene id="s">
                  <node><translate>1 0 0</translate><node><rotate>0 0 1 90</rotate><scale>2 2 2</scale>
                   <instance_geometry url="#g"/></node></node>
                 </visual_scene></library_visual_scenes>
                </COLLADA>
                """;
        assertThat(vertices("a.dae", dae.getBytes(StandardCharsets.UTF_8)))
                .containsExactly(new double[] {0.01, 0.02, 0, -0.03, 0, 0.01}, within(1e-15));
    }

    @Test
    void colladaWithADocumentTypeOrAnEntityIsRefused() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "17");
        String dae =
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><COLLADA><unit meter=\"1\"/>&x;</COLLADA>";
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> vertices("a.dae", dae.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("a document type declaration or entity is not allowed in it");
    }

    @Test
    void brokenFilesAreNamedWithTheReason() {
        assertBroken("a.stl", "solid\nvertex 1 2", "a vertex has 2 coordinates, expected 3");
        assertBroken("b.stl", "solid\nvertex 1 2 x", "\"x\" is no number");
        assertBroken("c.stl", "solid\nvertex 1 2 NaN", "it has the coordinate NaN");
        assertBroken("d.stl", "nonsense", "it is no STL");
        assertBroken("e.obj", "v 1", "a vertex has 1 coordinates, expected 3");
        assertBroken("f.dae", "<COLLADA>", "it is not XML");
        assertBroken("g.fbx", "", "its form is not read; known are .stl, .obj and .dae");
        assertBroken("h.stl", "version https://git-lfs.github.com/spec/v1\n", "is a pointer of Git LFS, not the mesh");
    }

    @Test
    void binaryStlThatSaysMoreTrianglesThanItHasIsRefused() {
        byte[] bytes = binary("x");
        bytes[83] = 0x7f;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> vertices("a.stl", bytes))
                .withMessageContaining("it is no STL: it says 2130706433 triangles and has 134 bytes");
    }

    @Test
    void packagesAreFoundAboveTheUrdfAndInTheGivenFoldersAndNowhereElse() throws IOException {
        Path urdf = file("ws/src/r_description/urdf/r.urdf", new byte[0]);
        file("ws/src/r_description/meshes/foot.stl", ASCII.getBytes(StandardCharsets.UTF_8));
        file("else/other/foot.stl", binary("x"));
        PackagePath path = new PackagePath(urdf, List.of(folder.resolve("else")));
        assertThat(path.vertices("package://r_description/meshes/foot.stl")).containsExactly(TRIANGLE);
        assertThat(path.vertices("../meshes/foot.stl")).containsExactly(TRIANGLE);
        assertThat(path.vertices("package://other/foot.stl")).containsExactly(TRIANGLE);
        assertThat(new PackagePath(urdf, List.of(folder.resolve("else/other"))).vertices("package://other/foot.stl"))
                .containsExactly(TRIANGLE);
        assertThat(path.vertices("file://" + folder.resolve("else/other/foot.stl")))
                .containsExactly(TRIANGLE);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> path.vertices("package://r_description/../../../else/other/foot.stl"))
                .withMessage("it was found neither above the URDF nor in --package-path");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> path.vertices("http://host/foot.stl"))
                .withMessage("names of the kind http:// are not read");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> path.vertices("\0"))
                .withMessageStartingWith("it is no name of a file");
    }

    @Test
    void soleIsTheHullOfTheFootsMesh() throws IOException {
        String inertial = "<inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1'/></inertial>";
        Path urdf = file(
                "r/urdf/r.urdf",
                ("<robot name='r'><link name='base'>" + inertial + "</link><link name='imu'/><link name='foot'>"
                                + inertial
                                + "<collision><geometry><mesh filename='package://r/foot.obj' scale='0.1 0.1 0.1'/>"
                                + "</geometry></collision></link>"
                                + "<joint name='i' type='fixed'><parent link='base'/><child link='imu'/></joint>"
                                + "<joint name='j' type='revolute'><parent link='base'/><child link='foot'/></joint></robot>")
                        .getBytes(StandardCharsets.UTF_8));
        RobotModel without = RobotFiles.read(urdf, null, List.of()).model();
        assertThat(without.contacts().get(0).polygon()).isEmpty();
        assertThat(without.warnings())
                .containsExactly(
                        "contact: foot: its sole would be in a mesh that was not read (package://r/foot.obj: it"
                                + " was found neither above the URDF nor in --package-path): taken as a point contact, which"
                                + " hardly tells whether IMU and legs agree; give the"
                                + " sole's polygon in the description");
        file("r/foot.obj", "v 1 1 0\nv -1 1 0\nv -1 -1 0\nv 1 -1 0\nv 0 0 1\n".getBytes(StandardCharsets.UTF_8));
        RobotModel with = RobotFiles.read(urdf, null, List.of()).model();
        assertThat(with.contacts().get(0).polygon()).hasSize(4).allMatch(c -> Math.abs(c.x()) == 0.1);
        assertThat(with.warnings()).isEmpty();
        // Where the mesh is not at hand, as in the job, the proposal has what was found in it.
        String proposal = DescriptionProposal.found(with, null).toString();
        assertThat(RobotModels.read(Files.readString(urdf), proposal).contacts())
                .isEqualTo(with.contacts());
    }

    private void assertBroken(String name, String text, String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> vertices(name, text.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(reason)
                .withMessageContaining(name);
    }

    private double[] vertices(String name, byte[] bytes) throws IOException {
        file(name, bytes);
        return new PackagePath(folder.resolve("r.urdf"), List.of()).vertices(name);
    }

    private Path file(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent() == null ? folder : file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] binary(String header) {
        ByteBuffer buffer = ByteBuffer.allocate(84 + 50).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(header.getBytes(StandardCharsets.UTF_8)).putInt(80, 1).position(84 + 12);
        for (double number : TRIANGLE) {
            buffer.putFloat((float) number);
        }
        return buffer.array();
    }
}
