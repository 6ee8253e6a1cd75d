package dev.pollux.rigidbody;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pollux.ReferenceData;
import dev.pollux.cli.Pollux;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command on the inputs of the reference files, held against their outputs. */
@Tag("data")
class DynamicsCommandTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> INPUTS = List.of("base_pos", "base_quat", "qj", "v", "tau");
    private static final List<String> OUTPUTS =
            List.of("qdd_body", "qdd_world", "M", "bias", "g", "com", "vcom", "acom", "hg", "dhg");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyFieldOfTheUnitreeMatchesPinocchio() throws IOException {
        Path urdf = ReferenceData.file("models/g1_28dof_nomesh.urdf");
        List<JsonNode> samples = samples("dynamics/g1_28.jsonl.gz");
        List<JsonNode> answers = answers(samples, "--model", urdf.toString());
        compare(samples, answers);
        // a comparison that sees a wrong number: the answer to another state is none
        assertThat(error(answers.get(1).get("qdd_body"), samples.get(0).get("qdd_body")))
                .isGreaterThan(1e-3);
    }

    @Test
    void everyFieldOfOurHumanoidMatchesPinocchioInTheAirAndOnItsSoles() throws IOException {
        Path urdf = ReferenceData.file("humanoid/humanoid_28.urdf");
        List<JsonNode> samples = samples("humanoid/humanoid_28-dynamics.jsonl.gz");
        List<JsonNode> answers =
                answers(samples, "--model", urdf.toString(), "--frames", "imu_link,left_sole,right_sole");
        compare(samples, answers);
        int contacts = 0;
        for (int i = 0; i < samples.size(); i++) {
            JsonNode wrenches = samples.get(i).path("wrench");
            for (int c = 0; c < wrenches.size(); c++, contacts++) {
                assertThat(error(answers.get(i).get("wrench").get(c), wrenches.get(c)))
                        .isLessThan(1e-9);
            }
            assertThat(answers.get(i).has("wrench")).isEqualTo(wrenches.size() > 0);
        }
        assertThat(contacts).isEqualTo(90);
    }

    @Test
    void treeOnAFixedBaseHasOnlyItsJoints(@TempDir Path folder) throws IOException {
        JsonNode tree = ReferenceData.records("humanoid/random_trees.jsonl.gz").stream()
                .skip(1)
                .filter(record -> !record.get("floating").booleanValue())
                .findFirst()
                .orElseThrow();
        Path urdf =
                Files.writeString(folder.resolve("tree.urdf"), tree.get("urdf").textValue());
        List<JsonNode> samples = new ArrayList<>();
        for (JsonNode sample : tree.get("samples")) {
            ObjectNode renamed = sample.deepCopy();
            renamed.set("qj", sample.get("q"));
            renamed.set("qdd_body", sample.get("qdd"));
            samples.add(renamed);
        }
        compare(samples, answers(samples, "--model", urdf.toString(), "--fixed-base"));
    }

    @Test
    void wrongLineIsNamedWithItsFieldAndEndsTheCommand() throws IOException {
        String urdf = ReferenceData.file("humanoid/humanoid_28.urdf").toString();
        ObjectNode good =
                input(samples("humanoid/humanoid_28-dynamics.jsonl.gz").get(0));
        ObjectNode shortOne = good.deepCopy();
        shortOne.putArray("v").add(1.0);
        assertThat(run(good + "\n\n" + shortOne + "\n" + good, "--model", urdf)).isEqualTo(1);
        assertThat(err.toString()).contains("line 3: v: expected 34 numbers, got 1");
        assertThat(out.toString().lines()).hasSize(1);

        assertComplaint(good.deepCopy().put("tau", 7), urdf, "line 1: tau: expected 34 numbers, got something else");
        ObjectNode huge = good.deepCopy();
        huge.set("qj", JSON.readTree(good.get("qj").toString().replaceFirst("\\[[^,]*", "[1e999")));
        assertComplaint(huge, urdf, "line 1: qj[0]: expected a finite number");
        ObjectNode foreign = good.deepCopy();
        foreign.putArray("contacts").add("third_foot");
        assertComplaint(foreign, urdf, "line 1: contacts[0]: the model has no frame \"third_foot\"");
        ObjectNode stretched = good.deepCopy();
        stretched.putArray("base_quat").add(2).add(0).add(0).add(0);
        assertComplaint(stretched, urdf, "line 1: base_quat has length 2.0; expected a unit quaternion");
        assertThat(run("{\"qj\": [", "--model", urdf)).isEqualTo(1);
        assertThat(err.toString()).contains("line 1: not JSON");
    }

    private void assertComplaint(ObjectNode line, String urdf, String complaint) {
        assertThat(run(line.toString(), "--model", urdf)).isEqualTo(1);
        assertThat(err.toString()).contains(complaint);
    }

    private static List<JsonNode> samples(String file) {
        return ReferenceData.records(file).stream().skip(1).toList();
    }

    private static ObjectNode input(JsonNode sample) {
        ObjectNode input = JSON.createObjectNode();
        for (String field : INPUTS) {
            if (sample.has(field)) {
                input.set(field, sample.get(field));
            }
        }
        if (sample.has("support")) {
            input.set("contacts", sample.get("support"));
        }
        return input;
    }

    private List<JsonNode> answers(List<JsonNode> samples, String... arguments) throws IOException {
        StringBuilder lines = new StringBuilder("{\"record\": \"header\"}\n");
        samples.forEach(sample -> lines.append(input(sample)).append('\n'));
        assertThat(run(lines.toString(), arguments)).as(err.toString()).isZero();
        List<JsonNode> answers = new ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            answers.add(JSON.readTree(line));
        }
        assertThat(answers).hasSameSizeAs(samples);
        return answers;
    }

    private int run(String input, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("dynamics"));
        all.addAll(Arrays.asList(arguments));
        InputStream standard = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            CommandLine line = Pollux.commandLine();
            line.setOut(new PrintWriter(out));
            line.setErr(new PrintWriter(err));
            return line.execute(all.toArray(new String[0]));
        } finally {
            System.setIn(standard);
        }
    }

    /** All fields that the reference has; 1e-9 where contact forces enter, else 1e-10 for q̈ and 1e-12 for the rest. */
    private static void compare(List<JsonNode> samples, List<JsonNode> answers) {
        for (int i = 0; i < samples.size(); i++) {
            JsonNode expected = samples.get(i);
            JsonNode actual = answers.get(i);
            double ofForces = expected.has("support") ? 1e-9 : 1e-10;
            for (String field : OUTPUTS) {
                if (expected.has(field)) {
                    boolean accelerates = field.startsWith("qdd") || field.equals("acom") || field.equals("dhg");
                    assertThat(error(actual.get(field), expected.get(field)))
                            .as("%s of sample %d", field, i)
                            .isLessThan(accelerates ? ofForces : 1e-12);
                }
            }
            for (JsonNode frame : expected.get("frames")) {
                JsonNode same = named(actual.get("frames"), frame.get("name").textValue());
                for (String field : List.of("pos", "R", "J", "Jdotv")) {
                    assertThat(error(same.get(field), frame.get(field)))
                            .as("%s of %s, sample %d", field, frame.get("name"), i)
                            .isLessThan(1e-11);
                }
            }
            assertThat(actual.get("M")).hasSameSizeAs(expected.get("M"));
        }
    }

    private static JsonNode named(JsonNode frames, String name) {
        for (JsonNode frame : frames) {
            if (frame.get("name").textValue().equals(name)) {
                return frame;
            }
        }
        throw new AssertionError("no frame " + name);
    }

    /** Largest difference over the largest expected number, or over 1 where all are smaller. */
    private static double error(JsonNode actual, JsonNode expected) {
        double[] a = ReferenceData.numbers(actual);
        double[] b = ReferenceData.numbers(expected);
        assertThat(a).hasSameSizeAs(b);
        double difference = 0;
        double magnitude = 1;
        for (int i = 0; i < b.length; i++) {
            difference = Math.max(difference, Math.abs(a[i] - b[i]));
            magnitude = Math.max(magnitude, Math.abs(b[i]));
        }
        return difference / magnitude;
    }
}
