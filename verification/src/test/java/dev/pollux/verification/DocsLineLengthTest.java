package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages can be read in an editor and reviewed line by line; tables, code and printed output have no other form. */
class DocsLineLengthTest {
    private static final int LONGEST = 130;

    static List<Path> pages() {
        return DocsPages.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void noLineOfRunningTextIsTooLong(Path page) {
        assertThat(DocsPages.runningText(page))
                .filteredOn(line -> !line.startsWith("|"))
                .allMatch(line -> line.length() <= LONGEST);
    }
}
