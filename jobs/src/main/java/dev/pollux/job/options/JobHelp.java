package dev.pollux.job.options;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The output of {@code --help}: the table of docs/configuration.md, which is in the jar. Uses the JDK only, so that
 * {@code java -jar pollux-job.jar --help} works without Flink.
 */
public final class JobHelp {
    private static final String PAGE = "configuration.md";

    /** | `key` | type | `default` | what it does | */
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*?) \\| `?([^`|]*?)`? \\| (.*) \\|");

    private static final int WIDTH = 78;

    private JobHelp() {}

    /** Whether the arguments ask for help. */
    public static boolean isAsked(String[] arguments) {
        return Arrays.stream(arguments).anyMatch(a -> a.equals("--help") || a.equals("-h"));
    }

    /** The help text. */
    public static String text() {
        StringBuilder text = new StringBuilder("""
                The job of Pollux for Flink: keeps a digital twin of every robot that
                publishes to Kafka.

                Usage: flink run [FLINK OPTIONS] pollux-job.jar [--KEY VALUE]...

                An option may also be given as an environment variable
                (POLLUX_WINDOW_SIZE=2s) or in a properties file:

                  --config=FILE
                """);
        page().lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> {
            String fallback = row.group(3).isBlank() ? "" : " Default: " + row.group(3) + ".";
            text.append("\n  --%s=<%s>%n".formatted(row.group(1), row.group(2)));
            wrap(row.group(4).replace("`", "") + fallback, text);
        });
        return text.toString();
    }

    private static void wrap(String sentence, StringBuilder text) {
        StringBuilder line = new StringBuilder("     ");
        for (String word : sentence.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                text.append(line).append('\n');
                line = new StringBuilder("     ");
            }
            line.append(' ').append(word);
        }
        text.append(line).append('\n');
    }

    private static String page() {
        try (InputStream page = Objects.requireNonNull(JobHelp.class.getResourceAsStream(PAGE), PAGE)) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the help cannot be read from the jar", e);
        }
    }
}
