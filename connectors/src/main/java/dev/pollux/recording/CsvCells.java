package dev.pollux.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Splits lines of a table. White space around a cell is removed. */
final class CsvCells {
    private static final CsvMapper CSV = new CsvMapper();

    private final boolean blanks;
    private final ObjectReader reader;

    CsvCells(char delimiter) {
        blanks = delimiter == ' ';
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(delimiter);
        ObjectReader plain = CSV.readerForArrayOf(String.class).with(schema);
        reader = delimiter == '\t' || blanks ? plain : plain.with(CsvParser.Feature.TRIM_SPACES);
    }

    /**
     * The cells of a line.
     *
     * @throws MalformedException if the line is not a row
     */
    String[] of(byte[] line) throws IOException {
        try {
            return reader.readValue(blanks ? withSingleBlanks(line) : line);
        } catch (JsonProcessingException wrong) {
            String said = String.valueOf(wrong.getOriginalMessage());
            throw new MalformedException(
                    said.contains("UTF-8")
                            ? "is no text in UTF-8"
                            : said.contains("closing quote")
                                    ? "a quote (\") opens a cell and none closes it in this line"
                                    : "text follows the quote (\") that closes a cell; expected the"
                                            + " delimiter or the line's end");
        } catch (CharConversionException wrong) {
            throw new MalformedException("is no text in UTF-8");
        }
    }

    /** If cells are separated by blanks, several blanks count as one. */
    private static byte[] withSingleBlanks(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        return text.trim().replaceAll("[ \t]+", " ").getBytes(StandardCharsets.UTF_8);
    }

    /** A line that is not a row of cells, with the reason. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1L;

        MalformedException(String why) {
            super(why);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }
}
