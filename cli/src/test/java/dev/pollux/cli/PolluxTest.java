package dev.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.BuiltInWalk;
import dev.pollux.ReferenceData;
import dev.pollux.report.ConsistencyLegend;
import dev.pollux.robot.BuiltInModels;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("slow")
class PolluxTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    static Set<String> commands() {
        return Pollux.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void explainsEveryCommand(String command) {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains(command);
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: pollux " + command);
    }

    @Test
    void wrongUseIsExitCodeTwoWithTheNearestOption() {
        assertThat(run("demo", "--robot", "3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no option \"--robot\" (did you mean --robots?)")
                .contains("pollux demo --help");
    }

    @Test
    void anOptionThatIsNearNoneIsToldWithoutAnother() {
        assertThat(run("replay", "--bogus=3")).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly("pollux: there is no option \"--bogus\"", "Try 'pollux replay --help'.");
    }

    @Test
    void anUnknownCommandIsToldWithTheNearestAndAllThereAre() {
        assertThat(run("evalute", "x.csv")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no command \"evalute\" (did you mean evaluate?); expected demo,")
                .contains(" replay, evaluate, columns,");
        assertThat(run("models", "lst")).isEqualTo(2);
        assertThat(err.toString()).contains("no command \"lst\" (did you mean list?)", "Try 'pollux models --help'.");
    }

    @Test
    void helpExplainsACommandAndOneOfAGroup() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).startsWith("Usage: pollux [-hV] COMMAND").contains("evaluate");
        out.getBuffer().setLength(0);
        assertThat(run("help", "evaluate")).isZero();
        assertThat(out.toString()).startsWith("Usage: pollux evaluate");
        out.getBuffer().setLength(0);
        assertThat(run("help", "models", "put")).isZero();
        assertThat(out.toString()).startsWith("Usage: pollux models put");
        assertThat(run("help", "evalute")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean evaluate?");
    }

    @Test
    void whatHappensWithoutAModelIsSaidWhereTheOptionPointsTo() {
        assertThat(Pollux.commandLine().getSubcommands().values())
                .extracting(command -> command.getUsageMessage().replaceAll("\\s+", " "))
                .filteredOn(help -> help.contains("see 'Without --model' above"))
                .hasSize(4)
                .allMatch(help -> help.matches(".* Without --model [a-z].* see 'Without --model' above.*"));
    }

    @Test
    void helpOfEvaluateExplainsTheFiguresThatItsTablesOnlyName() {
        assertThat(subcommand(Pollux.commandLine(), "evaluate")
                        .getUsageMessage()
                        .replaceAll("\\s+", " "))
                .contains(ConsistencyLegend.TEXT);
    }

    @Test
    void helpIsAsWideAsColumnsSays() {
        for (String columns : List.of("60", "132")) {
            CommandLine line = Pollux.commandLine();
            Pollux.setWidth(line, columns);
            String help = subcommand(line, "evaluate").getUsageMessage();
            assertThat(help.lines().mapToInt(String::length).max().orElseThrow())
                    .isBetween(Integer.parseInt(columns) - 15, Integer.parseInt(columns));
        }
    }

    @Test
    void whereAFileCannotBeWrittenIsToldBeforeTheWork(@TempDir Path folder) throws IOException {
        Path there = Files.writeString(folder.resolve("there.json"), "mine");
        String[] wrong = {folder + "/none/x.json", folder.toString(), there.toString(), ""};
        String[] told = {
            "there is no folder", "is a folder; name a file in it", "exists already", "expected the name of a file"
        };
        for (int i = 0; i < wrong.length; i++) {
            err.getBuffer().setLength(0);
            assertThat(run("model", "no-such.urdf", "--write-description", wrong[i]))
                    .isEqualTo(1);
            assertThat(err.toString()).contains(told[i]).doesNotContain("no-such.urdf");
        }
        assertThat(there).hasContent("mine");
        assertThat(run("evaluate", "no-such.csv", "--plot", folder + "/none/x.svg"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("x.svg: there is no folder " + folder + "/none");
    }

    @Test
    void anEmptyNameIsToldAsSuch() {
        for (String command : List.of("model", "evaluate", "columns")) {
            err.getBuffer().setLength(0);
            assertThat(run(command, "")).isEqualTo(1);
            assertThat(err.toString()).isEqualTo("pollux: \"\": expected the name of a file\n");
        }
    }

    @Test
    void valuesOutOfRangeAreWrongUse() {
        assertThat(run("demo", "--robots", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--robots is 0: expected 1 to 10000");
    }

    @Test
    void aGroupAloneNamesTheCommandsInIt() {
        Pollux.commandLine().getSubcommands().forEach((name, group) -> {
            if (!group.getSubcommands().isEmpty()) {
                err.getBuffer().setLength(0);
                assertThat(run(name)).isEqualTo(2);
                assertThat(err.toString()).contains(group.getSubcommands().keySet());
            }
        });
    }

    @Test
    void theDescriptionOfARobotIsOneOptionInAllCommands() {
        assertThat(Pollux.commandLine().getSubcommands().values())
                .filteredOn(command -> command.getCommandSpec().findOption("--model") != null)
                .hasSizeGreaterThan(4)
                .allMatch(command -> command.getCommandSpec().findOption("--description") != null);
        assertThat(run("dynamics", "--model", "a.urdf", "--robot", "b.json")).isEqualTo(2);
    }

    @Test
    void noCommandIsWrongUse() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("expected a command");
    }

    @Test
    void failureIsExitCodeOneWithOneLine() {
        assertThat(run("demo", "--recording", "no-such-file.jsonl", "--model", "no-such-file.urdf"))
                .isEqualTo(1);
        assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no-such-file");
    }

    @Test
    void severalRecordingsAreATableWithARowEachAndExitCodeOneWhereOneCannotBeEvaluated(@TempDir Path folder)
            throws IOException {
        Path blind = Files.writeString(
                folder.resolve("blind.csv"), "t;left_knee [deg]\n0;1,5\n0,01;1,5\n0,02;1,5\n0,03;1,5\n");
        Path map = Files.writeString(
                folder.resolve("map.json"),
                "{\"decimal\": \",\", \"columns\": {\"t\": \"time\", \"{joint} [deg]\": \"joint_positions.{joint} [deg]\"}}");
        String none = folder.resolve("none.csv").toString();
        assertThat(run("evaluate", blind.toString(), none, "--columns", map.toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("rms mm/s")
                .containsPattern("blind +4 +0 ")
                .contains("none.csv: no such file");
        assertThat(run("evaluate", blind.toString(), none, "--plot", "a.svg")).isEqualTo(2);
    }

    @Test
    void aColumnProposalIsJsonOnStandardOutputAndWhatItLeftOutOnTheOther(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("a.csv"), "time,KneePos [deg],battery\n0,1,48\n0.01,1,48\n");
        assertThat(run("columns", log.toString())).isZero();
        assertThat(out.toString()).contains("\"KneePos [deg]\" : \"joint_positions.knee [deg]\"");
        assertThat(err.toString()).contains("2 of 3 columns understood", "not understood: battery");
    }

    @Test
    @Tag("data")
    void columnsOfAnotherRobotAreNamedAsTheLogNamesThem() {
        assertThat(run(
                        "columns",
                        ReferenceData.file("icub-walking/icub_walking.csv.gz").toString()))
                .isZero();
        assertThat(out.toString())
                .contains("\"joint_positions.l_shoulder_pitch\"", "\"joint_positions.neck_roll\"")
                .doesNotContain("left_shoulder_pitch");
    }

    @Test
    void everyCommandThatReadsARobotTakesAllOfItsFiles() {
        List<CommandLine> readers = Stream.concat(
                        Pollux.commandLine().getSubcommands().values().stream(),
                        subcommand(Pollux.commandLine(), "models").getSubcommands().values().stream())
                .filter(command -> command.getCommandSpec().findOption("--description") != null)
                .filter(command -> !command.getCommandName().equals("dynamics")) // which asks for no sole
                .toList();
        assertThat(readers)
                .extracting(CommandLine::getCommandName)
                .contains("demo", "replay", "evaluate", "columns", "model", "put");
        assertThat(readers).allMatch(command -> command.getCommandSpec().findOption("--package-path") != null);
        for (String option : List.of("--description", "--package-path")) {
            assertThat(run("columns", "a.csv", option, "x")).isEqualTo(2);
            assertThat(err.toString()).contains(option, "belongs to a URDF: name it with --model");
        }
    }

    @Test
    void everyCommandThatReadsATableReadsItByAColumnMap(@TempDir Path folder) throws IOException {
        List<String> readers = Pollux.commandLine().getSubcommands().values().stream()
                .filter(command -> command.getUsageMessage().contains(".csv"))
                .map(CommandLine::getCommandName)
                .filter(command -> !command.equals("columns")) // which makes the map
                .toList();
        assertThat(readers).containsExactlyInAnyOrder("demo", "replay", "evaluate");
        String log = Files.writeString(folder.resolve("log.csv"), "t,q_left_knee\n0,1\n0.01,1\n")
                .toString();
        String map = Files.writeString(
                        folder.resolve("map.json"),
                        "{\"clk\": \"time\", \"q_left_knee\": \"joint_positions.left_knee\"}")
                .toString();
        for (String reader : readers) {
            err.getBuffer().setLength(0);
            String[] recording = reader.equals("demo") ? new String[] {"--recording", log} : new String[] {log};
            assertThat(run(Stream.of(Stream.of(reader), Stream.of(recording), Stream.of("--columns", map))
                            .flatMap(words -> words)
                            .toArray(String[]::new)))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("the map says that column \"clk\" holds the time, and there is none");
        }
    }

    /** A command, and after a bar what is said before the file's name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "evaluate FILE",
                "evaluate WALK --model FILE",
                "evaluate WALK --model URDF --description FILE",
                "evaluate WALK --columns FILE",
                "evaluate WALK --before FILE",
                "replay FILE",
                "replay WALK --model FILE",
                "demo --recording FILE",
                "columns FILE",
                "columns LOG --model FILE",
                "model FILE",
                "model URDF --description FILE",
                "models put FILE",
                "dynamics --model FILE",
                "dynamics --model URDF --description FILE",
                "topics list --command-config FILE | --command-config ",
                "job --config FILE | the options file cannot be read: "
            })
    void aFileThatCannotBeReadIsNamedWithTheReason(String command, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Files.writeString(folder.resolve("log.csv"), "t,q_left_knee\n0,1\n");
        String before = command.contains("|") ? command.substring(command.indexOf('|') + 2) : "";
        Map<String, Path> given =
                Map.of("URDF", folder.resolve("h.urdf"), "LOG", folder.resolve("log.csv"), "WALK", BuiltInWalk.FILE);
        Map.of(folder.resolve("nope.json"), "no such file", folder, "is a directory; expected a file")
                .forEach((file, reason) -> {
                    err.getBuffer().setLength(0);
                    assertThat(run(Arrays.stream(
                                            command.replaceFirst(" \\|.*", "").split(" "))
                                    .map(word -> word.equals("FILE") ? file : given.getOrDefault(word, Path.of(word)))
                                    .map(Path::toString)
                                    .toArray(String[]::new)))
                            .isPositive();
                    assertThat(err.toString().lines()).first().isEqualTo("pollux: " + before + file + ": " + reason);
                });
    }

    @Test
    void columnsThatAreNotUnderstoodAreListedAndNothingButTheTimeIsExitCodeOne(@TempDir Path folder)
            throws IOException {
        String log = Files.writeString(
                        folder.resolve("log.csv"), rows("t,q_left_knee,battery").replaceAll("(?m)(\\d)$", "$1,48"))
                .toString();
        assertThat(run("evaluate", log, "--from", "0")).isZero();
        assertThat(out.toString()).contains("\ncolumns not understood: battery\n");
        out.getBuffer().setLength(0);
        assertThat(run("evaluate", log, "--from", "0", "--json")).isZero();
        assertThat(out.toString()).contains("\"columns_not_understood\":[\"battery\"]");

        String time =
                Files.writeString(folder.resolve("time.csv"), rows("t,charge")).toString();
        for (String command : List.of("evaluate", "replay")) {
            err.getBuffer().setLength(0);
            assertThat(run(command, time)).isEqualTo(1);
            assertThat(err.toString())
                    .contains("time.csv", "nothing but the time is understood of the columns t, charge");
        }
    }

    @Test
    void aRecordingOfWhichNextToNothingWasUsedIsExitCodeOneAndSaysWhy(@TempDir Path folder) throws IOException {
        StringBuilder backward = new StringBuilder("t,q_left_knee\n");
        for (int i = 0; i < 200; i++) {
            backward.append(0.002 * (10 - i)).append(",1\n");
        }
        Path back = Files.writeString(folder.resolve("back.csv"), backward);
        assertThat(run("evaluate", back.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("189 of 200 frames were refused; MALFORMED 189", "the time is -0.002");

        Path quote = Files.writeString(folder.resolve("quote.csv"), "t,q_left_knee\n0,1\n0.1,\"1\n0.2,1\"\n");
        err.getBuffer().setLength(0);
        assertThat(run("evaluate", quote.toString(), "--from", "0")).isEqualTo(1);
        assertThat(err.toString())
                .contains("quote.csv: nothing was scored")
                .contains("MALFORMED 2", "a quote (\") opens a cell and none closes it in this line");

        Path brief = Files.writeString(folder.resolve("brief.csv"), "t,q_left_knee\n0,1\n0.01,1\n0.02,1\n0.03,1\n");
        err.getBuffer().setLength(0);
        assertThat(run("evaluate", brief.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("the recording lasts 0.03 s, and scores begin at 0.5 s (--from)");
    }

    @Test
    void anEpisodeThatIsNotThereIsNamedAlsoWhereLinesAreRefused(@TempDir Path folder) throws IOException {
        Path log =
                Files.writeString(folder.resolve("a.csv"), "t,episode,q_left_knee\n0,2,1\n0.1,2,x\n0.2,4,1\n0.3,5,1\n");
        assertThat(run("evaluate", log.toString(), "--episode", "7")).isEqualTo(1);
        assertThat(err.toString()).contains("a.csv has no episode 7; expected one of 3 from 2 to 5");
        Files.writeString(log, "t,q_left_knee\n0,1\n0.1,1\n");
        assertThat(run("evaluate", log.toString(), "--episode", "7")).isEqualTo(1);
        assertThat(err.toString()).contains("a.csv has no episode 7; it has only one, 0");
    }

    @Test
    void aRecordingOfAnotherRobotIsNotReplayedAsTheBuiltInOne(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(folder.resolve("a.csv"), "t,q_left_knee,q_left_kneee\n0,1,1\n");
        assertThat(run("replay", table.toString(), "--bootstrap-servers", "127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("joint \"left_kneee\", which the built-in robot humanoid_28 does not have (did you mean"
                        + " left_knee?): give the robot's URDF with --model");
    }

    @Test
    void aWrongNumberNamesItsOptionBeforeAnyWorkIsDone() {
        assertThat(run("evaluate", "a.jsonl", "--every", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--every is 0: expected 1 or more");
        assertThat(run("replay", "--prefix", "", "--bootstrap-servers", "localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--prefix is empty");
        assertThat(run("replay", "--speed", "0", "--bootstrap-servers", "localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--speed is 0.0: expected above 0");
        assertThat(run("replay", "--robots", "0", "--bootstrap-servers", "localhost:1"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--robots is 0: expected 1 to 10000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tail t --max 0               | --max is 0: expected 1 or more
            tail t --max -3              | --max is -3: expected 1 or more
            tail t --max many            | value for option '--max': 'many' is not a whole number
            tail t --max 9223372036854775808 | is not a whole number
            replay --robots 10001        | --robots is 10001: expected 1 to 10000
            replay --seconds 0           | --seconds is 0.0: expected above 0
            replay --speed quick         | value for option '--speed': 'quick' is not a number
            replay --speed inf           | value for option '--speed': 'inf' is not a number
            demo --speed 0               | --speed is 0.0: expected above 0
            demo --seconds -1            | --seconds is -1.0: expected a time above 0
            job --parallelism 0          | --parallelism is 0: expected 1 to 1000
            job --parallelism 100000     | --parallelism is 100000: expected 1 to 1000
            broker --port 70000          | --port is 70000: expected 0 to 65535
            topics create --partitions 0 | --partitions is 0: expected 1 or more
            topics create --replicas 0   | --replicas is 0: expected 1 to 32767
            topics create --replicas -1  | --replicas is -1: expected 1 to 32767
            topics create --replicas 1.5 | value for option '--replicas': '1.5' is not a whole number
            topics check --parallelism 0 | --parallelism is 0: expected 1 or more
            evaluate a.csv --every 0     | --every is 0: expected 1 or more
            evaluate a.csv --to 10s      | value for option '--to': '10s' is not a number; expected one such as 10 or 0.5
            evaluate WALK --horizons 0,5 | --horizons has 0.0 ms: expected above 0
            evaluate WALK --horizons 10,5 | --horizons has 5.0 ms after 10.0 ms: expected to ascend
            evaluate a.csv --horizons 5,x | value for option '--horizons' (MS): 'x' is not a number
            """)
    void aNumberThatIsNoneOrOutOfRangeIsToldWithWhatIsExpected(String command, String told) {
        String walk = BuiltInWalk.FILE.toString();
        assertThat(run(command.replace("WALK", walk).split(" +"))).isEqualTo(2);
        assertThat(err.toString()).contains(told);
    }

    @Test
    void aFolderOfPackagesThatIsNotThereIsNamedByEveryCommandThatReadsARobot(@TempDir Path folder) throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        Path nowhere = folder.resolve("nowhere");
        for (String command : List.of("model " + urdf, "models put " + urdf, "columns a.csv --model " + urdf)) {
            err.getBuffer().setLength(0);
            String[] words = (command + " --package-path " + folder + ":" + nowhere).split(" ");
            assertThat(run(words)).isEqualTo(1);
            assertThat(err.toString())
                    .isEqualTo("pollux: " + nowhere + ": --package-path names it, and there is no such folder\n");
        }
    }

    @Test
    void columnsOfALogWithoutColumnsSaysThatThereIsNothingToMap(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(
                folder.resolve("a.jsonl"), "{\"stamp\":{\"sec\":1,\"nanosec\":0},\"imu\":[0,0,0,0,0,9.81]}\n");
        assertThat(run("columns", log.toString())).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("a.jsonl: is JSON Lines", "there is nothing to map");
    }

    @Test
    void columnsOfLinesThatAreNoFramesSaysWhatTheyAreAsEvaluateDoes(@TempDir Path folder) throws IOException {
        String line = "{\"header\":{\"seq\":1},\"name\":[\"left_knee\"],\"position\":[0.5]}\n";
        Path log = Files.writeString(folder.resolve("ros.jsonl"), line + line);
        String told = "field \"position\"; this looks like ROS sensor_msgs/JointState: send name as joint_names";
        assertThat(run("columns", log.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("its first 2 lines are refused as no frame: ", told)
                .doesNotContain("as it is");
        err.getBuffer().setLength(0);
        assertThat(run("evaluate", log.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("all 2 frames were refused", told);
    }

    @Test
    void columnsOfAColumnMapSaysThatItIsOne(@TempDir Path folder) throws IOException {
        Path map = Files.writeString(folder.resolve("map.json"), "{\n\"columns\": {\"t\": \"time\"}\n}\n");
        assertThat(run("columns", map.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("map.json: is a column map itself: give the log that it is for");
    }

    @Test
    void theNextCommandAfterAProposalIsTold(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("own.csv"), "time,Left_Knee\n0,1\n0.01,1\n");
        assertThat(run("columns", own.toString())).isZero();
        assertThat(out.toString()).contains("\"Left_Knee\" : \"joint_positions.left_knee\"");
        assertThat(err.toString())
                .contains("positions of 1 joint\n")
                .contains("built-in robot humanoid_28; of another robot: pollux columns " + own + " --model URDF\n")
                .contains("pollux evaluate " + own + " --columns MAP\n");
        Path other = Files.writeString(folder.resolve("other.csv"), "time,wing_pos,is\u001b[31mred\n0,1,2\n0.01,1,2\n");
        assertThat(run("columns", other.toString())).isZero();
        assertThat(err.toString())
                .contains("not understood: is?[31mred")
                .contains("not the built-in robot's: pollux columns " + other + " --model URDF, with the robot's URDF");
    }

    @Test
    void aColumnThatNearlyNamesAJointIsToldWithTheJoint(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(
                folder.resolve("kneee.csv"),
                "t,q_left_kneee,q_right_knee,dq_left_knee\n0,0.1,0.2,0.3\n0.01,0.1,0.2,0.3\n");
        String told = "pollux: column \"q_left_kneee\" names no joint of the robot (did you mean left_knee?)\n";
        assertThat(run("columns", log.toString())).isZero();
        assertThat(err.toString())
                .containsOnlyOnce(told)
                .contains("pollux: 3 of 4 columns understood, positions of 1 joint; not understood: q_left_kneee\n")
                .contains("the joints are taken as those of the built-in robot humanoid_28");
        assertThat(out.toString()).doesNotContain("kneee");

        err.getBuffer().setLength(0);
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        assertThat(run("columns", log.toString(), "--model", urdf.toString())).isZero();
        assertThat(err.toString()).containsOnlyOnce(told).contains("not understood: q_left_kneee");

        err.getBuffer().setLength(0);
        Path other = Files.writeString(
                folder.resolve("other.csv"), "t,q_wheel_a,q_wheel_b,q_left_kneee\n0,0.1,0.2,0.3\n0.01,0.1,0.2,0.3\n");
        assertThat(run("columns", other.toString())).isZero();
        assertThat(err.toString()).as("another robot").doesNotContain("did you mean");
    }

    @Test
    void theRobotsJointsWithoutAPositionColumnAreTold(@TempDir Path folder) throws IOException {
        List<String> joints = BuiltInModels.humanoid28().jointNames();
        Path but1 = table(folder, joints.stream().filter(joint -> !joint.equals("left_knee")));
        assertThat(run("columns", but1.toString())).isZero();
        assertThat(err.toString()).contains("no column holds the position of 1 of the robot's 28 joints: left_knee\n");

        err.getBuffer().setLength(0);
        Path but20 = table(folder, joints.stream().limit(8));
        assertThat(run("columns", but20.toString())).isZero();
        assertThat(err.toString())
                .contains("no column holds the position of 20 of the robot's 28 joints: "
                        + String.join(", ", joints.subList(8, 13)) + " and 15 more\n");

        err.getBuffer().setLength(0);
        assertThat(run("columns", table(folder, joints.stream()).toString())).isZero();
        assertThat(err.toString()).doesNotContain("no column holds");

        err.getBuffer().setLength(0);
        Path imu = Files.writeString(folder.resolve("imu.csv"), "t,gx,gy,gz\n0,1,2,3\n0.01,1,2,3\n");
        assertThat(run("columns", imu.toString())).isZero();
        assertThat(err.toString())
                .as("a log without joints")
                .contains(
                        "pollux: no column holds the position of a joint, and without those neither joints nor the base"
                                + " are predicted: name them in the map, if the log has any\n")
                .doesNotContain("of the robot's 28 joints");
    }

    @Test
    void fewJointsThatTheBuiltInRobotDoesNotHaveMakeNoOtherRobotOfIt(@TempDir Path folder) throws IOException {
        List<String> joints = BuiltInModels.humanoid28().jointNames();
        Path hands = table(folder, Stream.concat(joints.stream(), Stream.of("left_thumb", "right_thumb")));
        assertThat(run("columns", hands.toString())).isZero();
        assertThat(err.toString())
                .contains(
                        "positions of 28 joints; not understood: q_left_thumb, q_right_thumb\n", "the built-in robot");
        err.getBuffer().setLength(0);
        Path other = table(folder, Stream.concat(joints.stream().limit(8), Stream.of("a", "b", "c", "d")));
        assertThat(run("columns", other.toString())).isZero();
        assertThat(err.toString()).contains("positions of 12 joints\n", "the joints are not the built-in robot's");
    }

    private static Path table(Path folder, Stream<String> joints) throws IOException {
        List<String> names = joints.map(joint -> "q_" + joint).toList();
        String row = ",0.5".repeat(names.size()) + "\n";
        return Files.writeString(
                folder.resolve("joints.csv"), "t," + String.join(",", names) + "\n0" + row + "0.01" + row);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t,q_wheel_a,gx,gy,gz",
                "t,wheel_b_pos,gx,gy,gz",
                "t,q0,q1,gx",
                "t,name[0],position[0],gx",
            })
    void aLogWithoutAnyJointOfTheGivenRobotIsAnError(String names, @TempDir Path folder) throws IOException {
        Path urdf = Files.writeString(folder.resolve("h.urdf"), BuiltInModels.humanoid28Urdf());
        String cells =
                ",0.5".repeat(names.split(",").length - 1).replaceFirst("0.5", names.contains("name") ? "w" : "1");
        Path log = Files.writeString(folder.resolve("a.csv"), names + "\n0" + cells + "\n0.01" + cells + "\n");
        assertThat(run("columns", log.toString(), "--model", urdf.toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("positions of 0 joints", "none of them is one of the 28 of " + urdf)
                .doesNotContain("with this in a file MAP");
        Path imu = Files.writeString(folder.resolve("imu.csv"), "t,gx\n0,1\n0.01,1\n");
        assertThat(run("columns", imu.toString(), "--model", urdf.toString()))
                .as("a log without joints")
                .isZero();
    }

    @Test
    void aSoleIsFoundInTheMeshOfAPackageThatLiesElsewhere(@TempDir Path folder) throws IOException {
        String inertial = "<inertial><mass value='1'/><inertia ixx='1' iyy='1' izz='1'/></inertial>";
        Path urdf = Files.writeString(
                folder.resolve("r.urdf"),
                "<robot name='r'><link name='base'>" + inertial + "</link><link name='foot'>" + inertial
                        + "<collision><geometry><mesh filename='package://r_meshes/foot.obj'/></geometry></collision></link>"
                        + "<joint name='j' type='revolute'><parent link='base'/><child link='foot'/></joint></robot>");
        Path mesh = folder.resolve("else/r_meshes/foot.obj");
        Files.createDirectories(folder.resolve("else/r_meshes"));
        Files.writeString(mesh, "v 1 1 0\nv -1 1 0\nv -1 -1 0\nv 1 -1 0\n");
        Path log = Files.writeString(folder.resolve("a.csv"), rows("t,q_j"));
        String[] evaluate = {"evaluate", log.toString(), "--model", urdf.toString(), "--from", "0"};
        assertThat(run(evaluate)).isZero();
        assertThat(out.toString()).contains("foot: its sole would be in a mesh that was not read");
        out.getBuffer().setLength(0);
        String[] found = Arrays.copyOf(evaluate, evaluate.length + 2);
        found[evaluate.length] = "--package-path";
        found[evaluate.length + 1] = folder.resolve("else").toString();
        assertThat(run(found)).isZero();
        assertThat(out.toString()).contains("of r.urdf").doesNotContain("a mesh that was not read");
    }

    private static String rows(String names) {
        StringBuilder table = new StringBuilder(names + "\n");
        for (int i = 0; i < 200; i++) {
            table.append(0.01 * i).append(',').append(0.001 * i).append('\n');
        }
        return table.toString();
    }

    private static CommandLine subcommand(CommandLine line, String name) {
        return Objects.requireNonNull(line.getSubcommands().get(name), name);
    }

    private int run(String... arguments) {
        CommandLine line = Pollux.commandLine();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
