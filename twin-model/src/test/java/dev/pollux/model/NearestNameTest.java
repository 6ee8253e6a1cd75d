package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("left_knee", "right_knee", "waist");

    @Test
    void nearestOfSeveralIsSuggested() {
        assertThat(NearestName.hint("left_kne", KNOWN)).isEqualTo(" (did you mean left_knee?)");
        assertThat(NearestName.hint("wiast", KNOWN)).isEqualTo(" (did you mean waist?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeftKnee", "leftKnee", "LEFT-KNEE", "l_knee", "LKnee", "left.knee", "KneeLeft", "knee_l"})
    void anotherSpellingOfTheSameWordsIsSuggested(String spelled) {
        assertThat(NearestName.hint(spelled, KNOWN)).isEqualTo(" (did you mean left_knee?)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeftFoot", "l_foot_link", "left_toe", "foot_left", "LEFT_FEET"})
    void anotherWordForTheSameFootIsSuggested(String foot) {
        assertThat(NearestName.hint(foot, List.of("left_sole", "right_sole"))).isEqualTo(" (did you mean left_sole?)");
    }

    @ParameterizedTest
    @CsvSource({"r_elbw, l_elbow", "RKnee, left_knee", "right_leg, left_leg", "LEye, r_eye"})
    void whatIsOnTheOtherSideIsNotSuggested(String wrong, String known) {
        assertThat(NearestName.hint(wrong, List.of(known))).isEmpty();
        assertThat(NearestName.hint(wrong, List.of(known, "wrist"))).isEmpty();
    }

    @Test
    void numbersTellNamesApart() {
        assertThat(NearestName.hint("LLeg2", List.of("left_leg_1", "left_leg_2")))
                .isEqualTo(" (did you mean left_leg_2?)");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(NearestName.hint("gripper", KNOWN)).isEmpty();
        assertThat(NearestName.hint("x".repeat(10_000_000), KNOWN)).isEmpty();
        assertThat(NearestName.hint("waist", List.of())).isEmpty();
        assertThat(NearestName.hint("foo", List.of("job", "model"))).isEmpty();
        assertThat(NearestName.hint("jb", List.of("job", "model"))).isEqualTo(" (did you mean job?)");
    }
}
