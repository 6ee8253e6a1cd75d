package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.messages.Dimension;
import dev.pollux.messages.MessageField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnTargetTest {
    @Test
    void thePageOfRecordingsNamesPlacesInEachFieldThatColumnsHoldAndInNoOther() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "recordings.md"));
        List<String> rows = page.substring(page.indexOf("| column | holds |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(row -> row.split("\\|")[2])
                .toList();
        Set<String> places = rows.stream()
                .flatMap(cell -> Pattern.compile("`([a-z][^`]*)`").matcher(cell).results())
                .map(quote -> quote.group(1).replaceAll("<[a-z]+>", "left"))
                .filter(place -> !place.equals("true") && !place.equals("false"))
                .collect(Collectors.toSet());
        assertThat(places)
                .isNotEmpty()
                .allSatisfy(
                        place -> assertThat(ColumnTarget.parse(place).factor()).isEqualTo(1));
        assertThat(places.stream()
                        .map(place -> place.replaceFirst("^truth\\.", "").replaceFirst("\\..*", ""))
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ColumnTarget.PLACES);
    }

    @ParameterizedTest
    @EnumSource(
            value = MessageField.class,
            names = {"IMU", "BASE_VELOCITY"})
    void ofSixNumbersTheFirstThreeHaveTheUnitOfTheOneDimensionAndTheOthersOfTheOther(MessageField field) {
        for (int half = 0; half < 2; half++) {
            Dimension dimension = field.dimensions().get(half);
            for (int i = 0; i < 6; i++) {
                assertThat(ColumnTarget.isUnitOf(dimension.unit(), field.place(i)))
                        .as("%s in %s", field.place(i), dimension.unit())
                        .isEqualTo(i / 3 == half);
            }
        }
    }

    @Test
    void whatDrivesAreToldIsInNoColumn() {
        assertThatThrownBy(() -> ColumnTarget.parse(MessageField.JOINT_COMMANDS.place("left_knee")))
                .hasMessageContaining("is no place in a frame");
    }
}
