package dev.pollux.verification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read: README.md and its like beside it, and all below docs. */
final class DocsPages {
    private static final Path ROOT = Path.of("..");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final Pattern FENCE = Pattern.compile("( *)(?:```|~~~)(.*)");
    private static final Pattern QUOTED = Pattern.compile("(?<!`)`([^`\\n]+)`(?!`)");

    private DocsPages() {}

    /**
     * A fenced block.
     *
     * @param page relative to the project's root
     * @param heading the nearest one above
     * @param language empty where the fence names none
     */
    record Block(String page, String heading, String language, String text) {}

    static List<Path> all() {
        try (Stream<Path> beside = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(beside, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The fenced blocks of all pages. */
    static List<Block> blocks() {
        return all().stream()
                .flatMap(page -> blocks(ROOT.relativize(page).toString(), text(page)).stream())
                .toList();
    }

    /** The fenced blocks of a page's text; without the indentation of a block inside a list. */
    static List<Block> blocks(String page, String text) {
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        Matcher begun = null;
        StringBuilder inside = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher above = HEADING.matcher(line);
            Matcher fence = FENCE.matcher(line);
            if (begun == null && fence.matches()) {
                begun = fence;
            } else if (begun != null && fence.matches()) {
                blocks.add(new Block(page, heading, begun.group(2), inside.toString()));
                begun = null;
                inside.setLength(0);
            } else if (begun != null) {
                inside.append(line.startsWith(begun.group(1)) ? line.substring(begun.end(1)) : line)
                        .append('\n');
            } else if (above.matches()) {
                heading = above.group(1);
            }
        }
        return blocks;
    }

    /** The texts of the fenced blocks of a language below a heading; there is one at least. */
    static List<String> texts(String page, String heading, String language) {
        List<String> texts = blocks(page, text(page(page))).stream()
                .filter(block ->
                        block.heading().equals(heading) && block.language().equals(language))
                .map(Block::text)
                .toList();
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(page + " has no block \"" + language + "\" below \"" + heading + "\"");
        }
        return texts;
    }

    /** The text of the first of them. */
    static String block(String page, String heading, String language) {
        return texts(page, heading, language).get(0);
    }

    /** The lines of a page outside its fenced blocks. */
    static List<String> runningText(Path page) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : text(page).lines().toList()) {
            boolean fence = FENCE.matcher(line).matches();
            inside ^= fence;
            if (!inside && !fence) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** What stands between back quotes in running text of all pages. */
    static Stream<String> inline() {
        return all().stream()
                .flatMap(page -> QUOTED.matcher(text(page)).results().map(quoted -> quoted.group(1)));
    }

    static Path page(String name) {
        return ROOT.resolve(name);
    }

    static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
