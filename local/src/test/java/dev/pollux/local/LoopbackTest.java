package dev.pollux.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Nothing that the demo starts can be reached from another machine: as the kernel lists this process's listening sockets. */
@Tag("process")
@EnabledOnOs(OS.LINUX)
class LoopbackTest {
    private static final Path SELF = Path.of("/proc/self");

    /** State LISTEN in /proc/net/tcp. */
    private static final String LISTENING = "0A";

    /** 127.0.0.1, ::1 and ::ffff:127.0.0.1 as the kernel writes them. */
    private static final Set<String> LOOPBACK =
            Set.of("0100007F", "00000000000000000000000001000000", "0000000000000000FFFF00000100007F");

    @Test
    void brokerAndClusterListenOnLoopbackOnly() throws Exception {
        Set<String> before = reachable();
        try (ServerSocket open = new ServerSocket(0)) {
            assertThat(reachable()).as("a socket on all interfaces is seen").hasSize(before.size() + 1);
            assertThat(open.getLocalPort()).isPositive();
        }
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1)) {
            pipeline.submitTwin(1);
            assertThat(reachable()).isSubsetOf(before);
        }
    }

    /** Addresses of this process's listening sockets that are not on loopback. */
    private static Set<String> reachable() throws IOException {
        Set<String> own;
        try (Stream<Path> descriptors = Files.list(SELF.resolve("fd"))) {
            own = descriptors.map(LoopbackTest::target).collect(Collectors.toSet());
        }
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(SELF.resolve("net").resolve(table)).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(row -> row[3].equals(LISTENING) && own.contains("socket:[" + row[9] + "]"))
                .map(row -> row[1])
                .filter(address -> !LOOPBACK.contains(address.split(":")[0]))
                .collect(Collectors.toSet());
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    private static List<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1).toList();
        } catch (IOException none) {
            return List.of();
        }
    }
}
