package dev.pollux.verification;

import dev.pollux.cli.Pollux;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The pollux command of the program under test, as a script: what pages show runs in a folder that has it. */
final class PolluxScript {
    private static final String BROKER_OF_THE_PAGES = "localhost:9092";

    private PolluxScript() {}

    /** What a block said, and how it ended. */
    record Ran(int exitCode, String out, String err) {}

    /** Writes the script into a folder; returns it. */
    static Path write(Path folder) throws IOException {
        return write(folder, BROKER_OF_THE_PAGES);
    }

    /** The same, whose commands find brokers elsewhere unless they are told. */
    static Path write(Path folder, String bootstrapServers) throws IOException {
        Path script = folder.resolve("pollux");
        Files.writeString(script, """
                #!/usr/bin/env bash
                case "$1 $*" in
                *--bootstrap-servers*) ;;
                tail\\ * | replay\\ * | topics\\ * | models\\ *) set -- "$@" --bootstrap-servers %3$s ;;
                esac
                case $1 in
                demo | bench | job | broker | replay | evaluate) start= ;;
                *) start="-XX:+UseSerialGC -XX:TieredStopAtLevel=1" ;;
                esac
                exec '%1$s' -Xmx768m $start -Dpollux.log.appender=none -Dlog4j2.configurationFile=log4j2.xml \\
                    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \\
                    -cp '%2$s' %4$s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        bootstrapServers,
                        Pollux.class.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr--r--"));
        return script;
    }

    /** Runs a block of a page in a folder that has the script, which is the home too. */
    static Ran run(Path folder, String bootstrapServers, String block) throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "err", null);
        ProcessBuilder bash = new ProcessBuilder("stdbuf", "-oL", "bash", "-euo", "pipefail", "-c")
                .directory(folder.toFile())
                .redirectError(err.toFile());
        bash.command().add(block.replace(BROKER_OF_THE_PAGES, bootstrapServers));
        bash.environment().put("HOME", folder.toString());
        Process process = bash.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ran(process.waitFor(), out, Files.readString(err));
    }
}
