package dev.pollux;

import java.nio.file.Path;

/** The built-in recording, for tests of modules that do not have it: it is a resource of module evaluation. */
public final class BuiltInWalk {
    public static final Path FILE = Path.of(
            "..", "evaluation", "src", "main", "resources", "dev", "pollux", "recordings", "humanoid_28-walk.jsonl.gz");

    private BuiltInWalk() {}
}
