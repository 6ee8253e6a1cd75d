package dev.pollux.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that users read: README.md and all below docs. */
final class DocsPages {
    private static final Path ROOT = Path.of("..");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```(\\w*)\\n(.*?)^ *```");
    private static final Pattern QUOTED = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");

    private DocsPages() {}

    /** A piece of a page. */
    record Example(Path page, String text) {
        @Override
        public String toString() {
            return ROOT.relativize(page) + ": "
                    + text.strip().lines().findFirst().orElse("");
        }
    }

    static List<Path> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What stands in fences of a language, on one page; the empty language is that of fences that name none. */
    static List<Example> fenced(Path page, String language) {
        // every fence is gone through, else the end of one would be taken for the beginning of the next
        return found(page, FENCE)
                .filter(fence -> fence.group(1).equals(language))
                .map(fence -> new Example(page, fence.group(2)))
                .toList();
    }

    /** What stands between back quotes in running text. */
    static List<Example> inline(Path page) {
        return found(page, QUOTED)
                .map(quoted -> new Example(page, quoted.group(1)))
                .toList();
    }

    /** The part of a page below a heading of the second level. */
    static String section(Path page, String heading) throws IOException {
        String text = Files.readString(page);
        int from = text.indexOf("\n## " + heading + "\n");
        if (from < 0) {
            throw new IllegalArgumentException(page + " has no heading \"" + heading + "\"");
        }
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    static Path page(String name) {
        return ROOT.resolve(name);
    }

    private static Stream<MatchResult> found(Path page, Pattern pattern) {
        try {
            return pattern.matcher(Files.readString(page)).results();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
