package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameWordsTest {
    @ParameterizedTest
    @CsvSource({
        "left_foot_link, left foot link",
        "leftFootLink, left foot link",
        "LEFT-FOOT, left foot",
        "l.foot2, l foot",
        "IMULink, imu link",
        "TorsoLeftIMULink, torso left imu link",
        "toeFR, toe fr",
        "'  /_', ''",
        "linkerFuß, linker fuß",
        "PiedÉlevé, pied élevé",
        "ЛеваяСтопа, левая стопа",
        "𝐀b_c, 𝐀b c"
    })
    void wordsAreFoundInAnySpellingAndScript(String name, String words) {
        assertThat(String.join(" ", NameWords.of(name))).isEqualTo(words);
    }

    @Test
    void accentOfItsOwnBelongsToItsLetter() {
        assertThat(NameWords.of("E\u0301le\u0301ve\u0301_pied")).containsExactly("e\u0301le\u0301ve\u0301", "pied");
    }

    @Test
    void numbersAreWordsOfTheirOwnAndSidesAreWrittenOut() {
        assertThat(NameWords.withSides("lFoot2b")).isEqualTo(List.of("left", "foot", "2", "b"));
    }
}
