package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from page to page leads to a file that is there, and to a heading that it has. */
class DocsLinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    static List<Path> pages() {
        return DocsPages.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        List<String> links = LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.startsWith("http"))
                .toList();
        for (String link : links) {
            int hash = link.indexOf('#');
            String file = hash < 0 ? link : link.substring(0, hash);
            Path target = file.isEmpty() ? page : page.resolveSibling(file);
            assertThat(target).as(link).exists();
            if (hash >= 0 && target.toString().endsWith(".md")) {
                assertThat(headings(target)).as(link).contains(link.substring(hash + 1));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reachable")
    void everyPageIsReachedFromTheReadme(Path page, Set<Path> reached) {
        assertThat(reached).contains(page.normalize());
    }

    static Stream<Object[]> reachable() throws IOException {
        Set<Path> reached = new HashSet<>();
        reach(DocsPages.page("README.md").normalize(), reached);
        return DocsPages.all().stream().map(page -> new Object[] {page, reached});
    }

    private static void reach(Path page, Set<Path> reached) throws IOException {
        if (!page.toString().endsWith(".md") || !reached.add(page)) {
            return;
        }
        for (String link : LINK.matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1).replaceFirst("#.*", ""))
                .filter(link -> !link.startsWith("http") && !link.isEmpty())
                .toList()) {
            reach(page.resolveSibling(link).normalize(), reached);
        }
    }

    /** Headings as links name them: lower case, spaces as dashes, no other marks. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
