package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what processes print. */
final class Printed {
    private Printed() {}

    /** The first group of a pattern, which has to be there. */
    static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in\n%s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /** The job that Flink's command says it has submitted. */
    static String job(String printed) {
        return find("Job has been submitted with JobID (\\w+)", printed);
    }
}
