package dev.pollux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/**
 * Reference data that is not part of the project: in the folder named by the environment variable POLLUX_REFERENCE_DATA,
 * else in {@code ../shared/data} beside the project. Where it is absent the test is skipped, or fails if
 * POLLUX_REQUIRE_REFERENCE_DATA (environment or system property) is true. A test that asks for it is tagged "data", itself or its
 * class, wherever the data is: what is not tagged runs everywhere.
 */
public final class ReferenceData {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private ReferenceData() {}

    /** A test is skipped because what it needs is absent. */
    static final class Missing extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    /**
     * The file of that path within the reference data; skips or fails the test where there is none.
     *
     * @throws IllegalStateException in a test that is not tagged "data"
     */
    public static Path file(String path) {
        if (STACK.walk(frames -> frames.noneMatch(ReferenceData::isTagged))) {
            throw new IllegalStateException("a test that needs reference data is tagged \"data\": it, or its class");
        }
        Path file = folder().resolve(path);
        if (!Files.exists(file)) {
            String message = "no reference data " + path + " (POLLUX_REFERENCE_DATA names the folder)";
            if ("true".equals(System.getenv("POLLUX_REQUIRE_REFERENCE_DATA"))
                    || Boolean.getBoolean("POLLUX_REQUIRE_REFERENCE_DATA")) {
                Assertions.fail(message);
            }
            throw new Missing(message);
        }
        return file;
    }

    private static boolean isTagged(StackFrame frame) {
        Class<?> in = frame.getDeclaringClass();
        return Stream.concat(
                        ReflectionSupport.findMethod(
                                in, frame.getMethodName(), frame.getMethodType().parameterArray())
                                .stream(),
                        Stream.<Class<?>>iterate(in, c -> c != null, Class::getEnclosingClass))
                .anyMatch(ReferenceData::saysData);
    }

    private static boolean saysData(AnnotatedElement test) {
        return AnnotationSupport.findRepeatableAnnotations(test, Tag.class).stream()
                .anyMatch(tag -> tag.value().equals("data"));
    }

    private static Path folder() {
        String named = System.getenv("POLLUX_REFERENCE_DATA");
        if (named != null && !named.isBlank()) {
            return Path.of(named);
        }
        // Tests run in their module's folder; an IDE runs them in the project's.
        Path fromModule = Path.of("..", "..", "shared", "data");
        return Files.isDirectory(fromModule) ? fromModule : Path.of("..", "shared", "data");
    }

    /** A text file, unpacked where its name ends in .gz. */
    public static String text(String path) {
        return String.join("\n", lines(path, Integer.MAX_VALUE));
    }

    /** The first lines of a text file, unpacked where its name ends in .gz. */
    public static List<String> lines(String path, int most) {
        try (BufferedReader reader = open(path)) {
            List<String> lines = new ArrayList<>();
            for (String line = reader.readLine(); line != null && lines.size() < most; line = reader.readLine()) {
                lines.add(line);
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The records of a JSON Lines file, the header first. */
    public static List<JsonNode> records(String path) {
        return records(path, Integer.MAX_VALUE);
    }

    /** The first records of a JSON Lines file, the header first. */
    public static List<JsonNode> records(String path, int most) {
        try (BufferedReader reader = open(path)) {
            List<JsonNode> records = new ArrayList<>();
            for (String line = reader.readLine(); line != null && records.size() < most; line = reader.readLine()) {
                records.add(JSON.readTree(line));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON array of numbers. */
    public static double[] numbers(JsonNode array) {
        double[] numbers = new double[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.get(i).doubleValue();
        }
        return numbers;
    }

    /** A line by line reader, for files too large to hold. */
    public static BufferedReader open(String path) throws IOException {
        InputStream stream = Files.newInputStream(file(path));
        InputStream plain = path.endsWith(".gz") ? new GZIPInputStream(stream, 1 << 16) : stream;
        return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
    }
}
