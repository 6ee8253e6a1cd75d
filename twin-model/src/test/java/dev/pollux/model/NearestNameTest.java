package dev.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("left_knee", "right_knee", "waist");

    @Test
    void nearestOfSeveralIsSuggested() {
        assertThat(NearestName.hint("left_kne", KNOWN)).isEqualTo(" (did you mean left_knee?)");
        assertThat(NearestName.hint("wiast", KNOWN)).isEqualTo(" (did you mean waist?)");
    }

    @Test
    void nothingIsSuggestedWhereNothingIsNear() {
        assertThat(NearestName.hint("gripper", KNOWN)).isEmpty();
        assertThat(NearestName.hint("x".repeat(10_000_000), KNOWN)).isEmpty();
        assertThat(NearestName.hint("waist", List.of())).isEmpty();
    }
}
