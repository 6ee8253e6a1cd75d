package dev.pollux.robot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.pollux.model.ContactFrame.Corner;
import dev.pollux.model.RobotDescription;
import dev.pollux.model.Sensing;
import dev.pollux.model.UrdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RobotDescriptionReaderTest {
    private static final String FULL = """
            {"$schema": "schemas/robot-description.schema.json", "model": "m", "urdf": "m.urdf",
             "imu": {"frame": "imu", "gyro_noise": 1e-4, "accelerometer_noise": 2e-3, "gyro_bias_walk": 1e-5,
                     "accelerometer_bias_walk": 1e-3},
             "contacts": [{"frame": "a", "polygon": [[0, 0], [1, 0], [0, 1]], "friction": 0.6},
                          {"frame": "b", "polygon": []}, {"frame": "c"}],
             "joints": {"j": {"armature": 0.1, "kp": 2, "kd": 3}, "k": {}},
             "locked_joints": {"l": 0.5}, "fixed_base": true, "legs": "rigid", "stamp_jitter": 5e-4,
             "encoder_noise": 3e-4}
            """;

    @Test
    void brokenTextIsToldByPlaceAndInPlainWords() {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read("{\"imu\": {\n\"frame\": \"a\""))
                .withMessage("robot description: is not JSON: line 2, column 13: the text ends early: the object that"
                        + " begins at line 1, column 9 is not closed");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read(""))
                .withMessage("robot description: is empty; expected an object in JSON");
    }

    @Test
    void everyPartIsRead() {
        assertThat(RobotDescriptionReader.read(FULL))
                .isEqualTo(new RobotDescription(
                        "imu",
                        List.of(
                                new RobotDescription.Contact(
                                        "a", List.of(new Corner(0, 0), new Corner(1, 0), new Corner(0, 1)), 0.6),
                                new RobotDescription.Contact("b", List.of(), 0.8),
                                new RobotDescription.Contact("c", null, 0.8)),
                        Map.of("j", new RobotDescription.Drive(0.1, 2, 3), "k", new RobotDescription.Drive(0, 0, 0)),
                        Map.of("l", 0.5),
                        true,
                        new Sensing(1e-4, 2e-3, 1e-5, 1e-3, 5e-4, 3e-4, true)));
    }

    @Test
    void nothingSaidIsAnEmptyDescription() {
        assertThat(RobotDescriptionReader.read("{}")).isEqualTo(RobotDescription.EMPTY);
        assertThat(RobotDescriptionReader.read("{\"imu\": null, \"contacts\": null}"))
                .isEqualTo(RobotDescription.EMPTY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                        | robot description: is [], expected an object",
                "{\"contact\": []}                         | unknown key \"contact\" (did you mean contacts?)",
                "{\"joints\": {\"j\": {\"kP\": 1}}}        | joints.j: unknown key \"kP\" (did you mean kp?)",
                "{\"joints\": {\"j\": {\"kp\": \"1\"}}}    | joints.j.kp: is \"1\", expected a finite number",
                "{\"joints\": {\"j\": {\"kp\": NaN}}}      | robot description: is not JSON: line 1, column 28: NaN is no value in JSON",
                "{\"joints\": {\"j\": {\"kp\": 1e999}}}    | joints.j.kp: is",
                "{\"imu\": {}}                             | imu: needs the key \"frame\"",
                "{\"imu\": {\"frame\": \"\"}}              | imu.frame: is \"\", expected a text that is not empty",
                "{\"contacts\": [{\"frame\": \"a\", \"polygon\": [[1]]}]} | contacts[0].polygon[0]: has 1 numbers",
                "{\"legs\": \"stiff\"}                      | legs: is \"stiff\", expected one of rigid, elastic",
                "{\"imu\": {\"frame\": \"i\", \"gyro_nois\": 1}}  | imu: unknown key \"gyro_nois\" (did you mean gyro_noise?)",
                "{\"fixed_base\": 1}                       | fixed_base: is 1, expected true or false",
                "{\"model\": \"a\", \"model\": \"b\"}      | \"model\" is there twice",
                "{} {}                                     | robot description: is not JSON",
            })
    void wrongDescriptionIsAnErrorThatNamesThePlace(String json, String reason) {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read(json))
                .withMessageContaining(reason);
    }

    @Test
    void allThatIsWrongComesAtOnce() {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read("""
                        {"imu": {"gyro_nois": 1}, "contacts": [7, {"frame": "a", "polygon": [[1], [0, "x"]]}],
                         "joints": {"j": {"kp": "1", "kd": true}}, "locked_joints": [], "legs": 3, "fixed_base": 1, "foo": 0}
                        """))
                .satisfies(wrong -> assertThat(wrong.reasons())
                        .extracting(reason -> reason.replaceFirst("robot description(, )?(: )?", ""))
                        .satisfiesExactly(
                                root -> assertThat(root).startsWith("unknown key \"foo\""),
                                noise -> assertThat(noise).startsWith("imu: unknown key \"gyro_nois\" (did you mean"),
                                frame -> assertThat(frame).isEqualTo("imu: needs the key \"frame\""),
                                contact -> assertThat(contact).isEqualTo("contacts[0]: is 7, expected an object"),
                                corner -> assertThat(corner)
                                        .isEqualTo("contacts[1].polygon[0]: has 1 numbers, expected x and y in m"),
                                y -> assertThat(y)
                                        .isEqualTo("contacts[1].polygon[1][1]: is \"x\", expected a finite number"),
                                kp -> assertThat(kp).isEqualTo("joints.j.kp: is \"1\", expected a finite number"),
                                kd -> assertThat(kd).isEqualTo("joints.j.kd: is true, expected a finite number"),
                                locked -> assertThat(locked).isEqualTo("locked_joints: is [], expected an object"),
                                base -> assertThat(base).isEqualTo("fixed_base: is 1, expected true or false"),
                                legs -> assertThat(legs).isEqualTo("legs: is 3, expected a text that is not empty")));
    }

    @Test
    void sizeAndDepthAreBounded() {
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read(" ".repeat(RobotDescriptionReader.MAX_SIZE + 1)))
                .withMessageContaining("longer than 1048576 characters");
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read("[".repeat(1000)))
                .withMessageContaining("objects and lists are nested deeper than 16");
        String contacts = "{\"frame\": \"a\"},".repeat(16) + "{\"frame\": \"a\"}";
        assertThatExceptionOfType(UrdfException.class)
                .isThrownBy(() -> RobotDescriptionReader.read("{\"contacts\": [" + contacts + "]}"))
                .withMessageContaining("contacts: has 17 entries, at most 16 are read");
    }

    @Test
    void schemaAcceptsWhatTheReaderAcceptsAndRefusesTheRest() throws IOException {
        String text = Files.readString(Path.of("..", "docs", "schemas", "robot-description.schema.json"));
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
        assertThat(schema.validate(FULL, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(BuiltInModels.humanoid28Description(), InputFormat.JSON))
                .isEmpty();
        for (String wrong : List.of(
                "[]",
                "{\"contact\": []}",
                "{\"joints\": {\"j\": {\"kp\": -1}}}",
                "{\"imu\": {}}",
                "{\"contacts\": [{\"frame\": \"a\", \"polygon\": [[1, 2]]}]}",
                "{\"legs\": \"stiff\"}",
                "{\"imu\": {\"frame\": \"i\", \"gyro_noise\": -1}}",
                "{\"fixed_base\": 1}")) {
            assertThat(schema.validate(wrong, InputFormat.JSON)).as(wrong).isNotEmpty();
        }
    }
}
