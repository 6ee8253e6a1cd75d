package dev.pollux;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Reference data that is not part of the project: in the folder named by the environment variable POLLUX_REFERENCE_DATA,
 * else in {@code ../shared/data} beside the project. Where it is absent the test is skipped, or fails if
 * POLLUX_REQUIRE_REFERENCE_DATA (environment or system property) is true.
 */
public final class ReferenceData {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReferenceData() {}

    /** The file of that path within the reference data; skips or fails the test where there is none. */
    public static Path file(String path) {
        Path file = folder().resolve(path);
        if (!Files.exists(file)) {
            String message = "no reference data " + path + " (POLLUX_REFERENCE_DATA names the folder)";
            if ("true".equals(System.getenv("POLLUX_REQUIRE_REFERENCE_DATA"))
                    || Boolean.getBoolean("POLLUX_REQUIRE_REFERENCE_DATA")) {
                Assertions.fail(message);
            }
            Assumptions.abort(message);
        }
        return file;
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
