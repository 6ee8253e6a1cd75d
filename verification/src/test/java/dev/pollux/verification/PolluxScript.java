package dev.pollux.verification;

import dev.pollux.cli.Pollux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The pollux command of the program under test, as a script: what pages show runs in a folder that has it. */
final class PolluxScript {
    private PolluxScript() {}

    /** Writes the script into a folder; returns it. */
    static Path write(Path folder) throws IOException {
        Path script = folder.resolve("pollux");
        Files.writeString(script, """
                #!/usr/bin/env bash
                exec '%s' -Xmx768m -Dpollux.log.appender=none -Dlog4j2.configurationFile=log4j2.xml \\
                    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \\
                    -cp '%s' %s "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Pollux.class.getName()));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr--r--"));
        return script;
    }
}
