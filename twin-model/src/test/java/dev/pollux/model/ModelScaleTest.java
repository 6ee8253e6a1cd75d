package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.ModelFixtures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelScaleTest {
    private static final Pattern MASS = Pattern.compile("(<mass value=\")([^\"]*)");
    private static final Pattern INERTIA = Pattern.compile("( i[xyz]{2}=\")([^\"]*)");
    private static final Pattern LIMIT = Pattern.compile("( (?:lower|upper)=\")([^\"]*)");
    private static final Pattern LENGTH = Pattern.compile("(<origin[^>]*xyz=\")([^\"]*)");

    @Test
    void lengthsInMillimetresAreToldWithTheFurthestLink() {
        assertThat(warnings(1000, 1))
                .singleElement()
                .asString()
                .matches(
                        "units: link \\w+ is up to 1075 m away from the base: lengths are metres in a URDF, and these look"
                                + " like millimetres");
    }

    @Test
    void lengthsInCentimetresAreTold() {
        assertThat(warnings(100, 1)).singleElement().asString().endsWith("these look like centimetres or millimetres");
    }

    @Test
    void massesInGramsAreTold() {
        assertThat(warnings(1, 1000))
                .containsExactly(
                        "units: the robot weighs 70000 kg and reaches 1.08 m: masses are kilograms in a URDF, and"
                                + " these look like grams");
    }

    @Test
    void bothAtOnceAreTold() {
        assertThat(warnings(1000, 1000))
                .hasSize(2)
                .last()
                .asString()
                .contains("reaches 1.08 m if its lengths are millimetres");
    }

    @Test
    void aGiantAChildAndAnExcavatorAreNotDoubted() {
        assertThat(warnings(1, 1)).isEmpty();
        assertThat(warnings(0.3, 0.1)).isEmpty();
        assertThat(warnings(10, 300)).as("10 m, 21 t").isEmpty();
        assertThat(warnings(20, 1400)).as("20 m, 98 t").isEmpty();
    }

    @Test
    void lengthsInInchesAreTold() {
        assertThat(warnings(39.37, 1))
                .singleElement()
                .asString()
                .matches(
                        "units: link \\w+ is up to 42.34 m away from the base, and the robot weighs only 70.00 kg: lengths are"
                                + " metres in a URDF, and these look like inches or centimetres");
    }

    @Test
    void inertiasInSquareMillimetresAreTold() {
        assertThat(warnings(scaled(INERTIA, 1e6, ModelFixtures.humanoid28Urdf())))
                .singleElement()
                .asString()
                .contains("and the robot reaches 1.08 m: inertias are kg·m² in a URDF, and these look like kg·mm²");
    }

    @Test
    void limitsInDegreesAreToldWithTheFirstJoint() {
        assertThat(warnings(scaled(LIMIT, 180 / Math.PI, ModelFixtures.humanoid28Urdf())))
                .singleElement()
                .asString()
                .matches(
                        "units: the limits of 28 joints reach beyond two turns, such as left_hip_yaw at [0-9.]+: angles are"
                                + " radians in a URDF, and these look like degrees");
        assertThat(warnings(scaled(LIMIT, 1e6, ModelFixtures.humanoid28Urdf())))
                .as("limits that stand for none")
                .isEmpty();
    }

    private static List<String> warnings(double length, double mass) {
        return warnings(scaled(LENGTH, length, scaled(MASS, mass, ModelFixtures.humanoid28Urdf())));
    }

    private static List<String> warnings(String urdf) {
        RobotModel model = UrdfReader.read(urdf, RobotDescription.EMPTY);
        return model.warnings().stream().filter(w -> w.startsWith("units: ")).toList();
    }

    private static String scaled(Pattern numbers, double by, String urdf) {
        return numbers.matcher(urdf)
                .replaceAll(found -> found.group(1)
                        + Arrays.stream(found.group(2).trim().split("\\s+"))
                                .map(x -> String.format(Locale.ROOT, "%.9g", by * Double.parseDouble(x)))
                                .collect(Collectors.joining(" ")));
    }
}
