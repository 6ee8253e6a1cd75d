package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tuned constants of docs/constants.md are those of the code. */
class ConstantsPageTest {
    private static final String PAGE = "docs/constants.md";
    private static final Pattern SOURCE = Pattern.compile("\\[`\\w+`\\]\\((.*\\.java)\\)");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `([^`]+)` \\|.*");

    /** A row of the page. */
    record Constant(Path source, String name, String value) {
        @Override
        public String toString() {
            return source.getFileName() + " " + name;
        }
    }

    static List<Constant> constants() {
        List<Constant> constants = new ArrayList<>();
        Path source = Path.of("");
        for (String line : DocsPages.text(DocsPages.page(PAGE)).lines().toList()) {
            Matcher link = SOURCE.matcher(line);
            Matcher row = ROW.matcher(line);
            if (link.matches()) {
                source = DocsPages.page(PAGE).resolveSibling(link.group(1));
            } else if (row.matches()) {
                constants.add(new Constant(source, row.group(1), row.group(2)));
            }
        }
        return constants;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constants")
    void theValueOnThePageIsThatOfTheCode(Constant constant) throws Exception {
        Matcher declaration = Pattern.compile(
                        "static final (?:double|float|long|int)\\s+" + constant.name() + "\\s*=\\s*([^;]+);")
                .matcher(Files.readString(constant.source()));

        assertThat(declaration.find()).isTrue();
        assertThat(declaration.group(1).replaceAll("\\s+", " ")).isEqualTo(constant.value());
    }
}
