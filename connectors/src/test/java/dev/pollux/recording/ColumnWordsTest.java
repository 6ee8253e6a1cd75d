package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnWordsTest {
    @ParameterizedTest
    @CsvSource({
        "LeftKnee.pos [deg], left knee pos, deg",
        "LHipYaw, left hip yaw,",
        "RElbow_pos [rad], right elbow pos, rad",
        "posRKnee, pos right knee,",
        "LeftKneeQDot, left knee qdot,",
        "linkerFußKontakt, left fuß kontakt,",
        "Fuß_links, fuß left,",
        "genou_élevé, genou élevé,",
        "acc_x (m/s²), acc x, m/s^2",
        "left_foot_fz [kN], left foot fz, kN",
        "time_µs, time, us",
        "header.stamp.nanosec, header stamp, ns",
        "header.stamp.secs, header stamp, s",
        "sec, '', s",
        "deg, deg,",
        "q3, q3,"
    })
    void wordsAndUnitAreFoundInAnySpellingAndScript(String name, String words, String unit) {
        ColumnWords found = ColumnWords.of(name);
        assertThat(String.join(" ", found.words())).isEqualTo(words);
        assertThat(found.unit()).isEqualTo(unit);
    }
}
