package dev.pollux.rigidbody;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pollux.files.JsonMistake;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/** Answers lines of JSON one by one; ignores a header line ({@code "record": "header"}) and blank lines. */
public final class RigidBodyLines {
    /** Greatest length of a line. */
    static final int MAX_LENGTH = 1 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final RigidBodyAnswer answer;
    private final BufferedReader in;
    private final PrintWriter out;
    private long number;

    /** Answers what is read from {@code in}, one line each. */
    public RigidBodyLines(RigidBodyAnswer answer, Reader in, PrintWriter out) {
        this.answer = answer;
        this.in = new BufferedReader(in, 1 << 16);
        this.out = out;
    }

    /**
     * Answers all lines.
     *
     * @throws IOException if a line is invalid, with its number, the field and what was expected
     */
    public void run() throws IOException {
        for (String line = next(); line != null; line = next()) {
            if (!line.isBlank()) {
                answer(line);
                out.flush();
                if (out.checkError()) {
                    return; // the reader of our output has gone
                }
            }
        }
    }

    private void answer(String line) throws IOException {
        StringWriter text = new StringWriter(1 << 14);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            JsonNode node = JSON.readTree(line);
            if (node.path("record").asText().equals("header")) {
                return;
            }
            answer.answer(node, json);
        } catch (JsonProcessingException wrong) {
            JsonMistake mistake = JsonMistake.of(wrong);
            throw new IOException(
                    "line " + number + ": not JSON: "
                            + (mistake.column() == 0 ? "" : "column " + mistake.column() + ": ") + mistake.what(),
                    wrong);
        } catch (IllegalArgumentException wrong) {
            throw new IOException("line " + number + ": " + wrong.getMessage(), wrong);
        }
        out.println(text);
    }

    private @Nullable String next() throws IOException {
        number++;
        int c = in.read();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() == MAX_LENGTH) {
                throw new IOException("line " + number + " is longer than " + MAX_LENGTH + " characters");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
