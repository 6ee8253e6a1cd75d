package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.cli.Pollux;
import dev.pollux.local.EmbeddedKafka;
import dev.pollux.state.FrameOrder;
import dev.pollux.state.RejectReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broker, job, robots and reader as the README starts them on a bare machine: processes of their own. */
@Tag("process")
class StepByStepTest {
    private static final Pattern LISTENS = Pattern.compile("Kafka broker at (\\S+),.*");
    private static final Pattern KEPT = Pattern.compile("records are kept in (.*), which is removed at the end");
    private static final int ENDED_BY_SIGTERM = 143;
    private static final Set<String> FLEET = Set.of("h-0001", "h-0002", "h-0003");

    private final List<Process> processes = new ArrayList<>();

    @TempDir
    private Path folder;

    private Path script = Path.of("pollux");

    @BeforeEach
    void writeScript() throws IOException {
        script = PolluxScript.write(folder);
    }

    @AfterEach
    void leaveNoProcess() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void fourCommandsOfTheReadmeShowLiveTwinsAlsoOfASecondReplayAndEndWithoutATrace() throws Exception {
        List<String> page = commands();
        assertThat(page).extracting(line -> line.split(" ")[1]).containsExactly("broker", "job", "replay", "tail");

        Process broker = start(page.get(0) + " --port 0");
        BufferedReader says = broker.inputReader();
        Matcher listens = LISTENS.matcher(says.readLine());
        assertThat(listens.matches()).isTrue();
        Path kept = kept(says);
        assertThat(kept).isDirectory();
        String there = " --bootstrap-servers " + listens.group(1);
        whatItTellsToDoIsAsOnThePage(says, there);

        Process job = start(page.get(1) + there);
        assertThat(job.inputReader().readLine()).startsWith("the job runs");
        Process robots = begin(page.get(2) + there, ProcessBuilder.Redirect.PIPE);
        Process tail = start(page.get(3) + there);
        Process again;
        try (BufferedReader events = tail.inputReader()) {
            assertThat(robotsOf(events, "\"event\":\"LIVE\"")).isEqualTo(FLEET);
            BufferedReader plays = robots.inputReader();
            assertThat(plays.readLine())
                    .isEqualTo("publishing the built-in recording to robot.frames at " + listens.group(1)
                            + " as 3 robots, h-0001 to h-0003");
            assertThat(ReplayPace.onTime(plays.readLine()))
                    .as("how far the replay is")
                    .matches("\\d+ s: [1-9]\\d* frames published");
            end(robots);
            Thread.sleep(FrameOrder.SILENCE_MILLIS);
            again = begin(page.get(2) + there, ProcessBuilder.Redirect.PIPE);
            assertThat(robotsOf(events, "the robot restarted its numbering")).isEqualTo(FLEET);
        }
        assertThat(tail.waitFor()).isZero();
        Process refused = start("./pollux tail twin.rejected --from-beginning --no-follow" + there);
        assertThat(refused.inputReader().lines().filter(frame -> frame.contains(RejectReason.SEQ_BACKWARD.name())))
                .as("frames that a replay loses where the job knows its robots from another")
                .isEmpty();
        assertThat(refused.waitFor()).isZero();
        for (Process process : List.of(again, job, broker)) {
            end(process);
        }
        assertThat(kept).doesNotExist();
    }

    /** Reads events until three robots have one that says so; the robots. */
    private static Set<String> robotsOf(BufferedReader events, String what) throws IOException {
        Set<String> robots = new TreeSet<>();
        while (robots.size() < FLEET.size()) {
            String event = events.readLine();
            if (event.contains(what)) {
                robots.add(event.split(" ")[0]);
            }
        }
        return robots;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
    }

    @Test
    void theJobTellsAtItsStartInOneLineEachWhatIsWrongWithTopicsMadeByHand() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            HandMadeTopics.make(kafka.bootstrapServers());
            BufferedReader says = start("./pollux job --parallelism 2 --bootstrap-servers " + kafka.bootstrapServers())
                    .inputReader();
            List<String> told = new ArrayList<>();
            for (String line = says.readLine(); !line.startsWith("the job runs"); line = says.readLine()) {
                told.add(line);
            }
            assertThat(told).containsExactlyElementsOf(HandMadeTopics.WARNINGS);
        }
    }

    @Test
    void aBrokerGoesOnWithItsDataAndSaysInOneLineWhyItCannotStart() throws Exception {
        Path data = folder.resolve("data");
        String broker = "./pollux broker --port 0 --data " + data;
        Process first = start(broker);
        String address = address(first);
        assertThat(run("./pollux replay --speed 64 --robots 1 --bootstrap-servers " + address, 0))
                .last()
                .asString()
                .contains("frames published");
        assertThat(run("./pollux broker --port " + address.split(":")[1], 1))
                .singleElement()
                .asString()
                .startsWith(
                        "pollux: cannot listen on " + address + ", another broker may run there; --port names another");
        assertThat(first.isAlive()).isTrue();
        assertThat(run(broker, 1)).containsExactly("pollux: --data " + data + ": a broker uses this folder already");
        first.destroy();
        assertThat(first.waitFor()).isEqualTo(ENDED_BY_SIGTERM);

        Process second = start(broker);
        assertThat(run("./pollux tail robot.frames --from-beginning --max 1 --bootstrap-servers " + address(second), 0))
                .singleElement()
                .asString()
                .startsWith("h-0001 ");

        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(run("./pollux broker --port 0 --data " + file, 1))
                .containsExactly("pollux: --data " + file + ": this is not a folder");
        assertThat(run("./pollux broker --port 0 --data " + folder, 1))
                .containsExactly("pollux: --data " + folder
                        + ": this folder is not empty, and no broker has used it; expected a new or an empty one");
        assertThat(run("./pollux job --predict.horizon 5ms", 2))
                .first()
                .asString()
                .contains("predict.horizons");
    }

    @Test
    void whatABrokerThatWasKilledLeavesIsRemovedByTheNext() throws Exception {
        Process killed = start("./pollux broker --port 0");
        address(killed);
        Path left = kept(killed.inputReader());
        killed.destroyForcibly().waitFor();
        assertThat(left).isDirectory();

        Process next = start("./pollux broker --port 0");
        address(next);
        assertThat(kept(next.inputReader())).isDirectory();
        assertThat(left).doesNotExist();
        next.destroy();
        assertThat(next.waitFor()).isEqualTo(ENDED_BY_SIGTERM);
    }

    /** The temporary folder that a broker tells in its second line. */
    private static Path kept(BufferedReader says) throws IOException {
        Matcher kept = KEPT.matcher(says.readLine());
        assertThat(kept.matches()).isTrue();
        return Path.of(kept.group(1));
    }

    private static void whatItTellsToDoIsAsOnThePage(BufferedReader says, String there) throws IOException {
        List<String> told = new ArrayList<>();
        while (told.size() < 3) {
            String line = says.readLine().strip();
            if (line.startsWith("./pollux ")) {
                told.add(line.replaceFirst(" *#.*", ""));
            }
        }
        assertThat(told).extracting(line -> line.split(" ")[1]).containsExactly("job", "replay", "tail");
        assertThat(told).allSatisfy(line -> {
            assertThat(line).endsWith(there);
            Pollux.commandLine().parseArgs(line.substring("./pollux ".length()).split(" "));
        });
    }

    private static List<String> commands() {
        return DocsPages.block("README.md", "Step by step", "sh")
                .lines()
                .map(line -> line.replaceFirst(" +#.*", ""))
                .toList();
    }

    private static String address(Process broker) throws IOException {
        Matcher listens = LISTENS.matcher(broker.inputReader().readLine());
        assertThat(listens.matches()).isTrue();
        return listens.group(1);
    }

    private Process start(String command) throws IOException {
        return begin(command, ProcessBuilder.Redirect.INHERIT);
    }

    /** Runs a command to its end; returns what it says on both outputs. */
    private List<String> run(String command, int exitCode) throws Exception {
        Process process = begin(command, ProcessBuilder.Redirect.PIPE);
        try (BufferedReader said = process.inputReader()) {
            List<String> lines = said.lines().toList();
            assertThat(process.waitFor()).as("%s: %s", command, lines).isEqualTo(exitCode);
            return lines;
        }
    }

    private Process begin(String command, ProcessBuilder.Redirect errors) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, script.toString());
        Process process = new ProcessBuilder(words)
                .redirectError(errors)
                .redirectErrorStream(errors == ProcessBuilder.Redirect.PIPE)
                .start();
        processes.add(process);
        process.getOutputStream().close();
        return process;
    }
}
