package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    @TempDir
    Path folder;

    private final RecordedFrame frame = new RecordedFrame();

    @Test
    void headerNamesTheJointsOfFramesThatDoNot() throws IOException {
        Path file = write("a.jsonl", """
                {"record":"header","model":"m","joint_names":["a","b"]}
                {"seq":7,"stamp":{"sec":1,"nanosec":5},"joint_positions":[0.5,null],"truth":{"joint_positions":[0.25,1]}}

                {"stamp":{"sec":2,"nanosec":0},"joint_names":["b","a"],"joint_positions":[1,2],"episode":3}
                """);
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.model()).isEqualTo("m");
            assertThat(recording.jointNames()).containsExactly("a", "b");
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.jointNames).containsExactly("a", "b");
            assertThat(frame.frame.stampNanos).isEqualTo(1_000_000_005L);
            assertThat(frame.frame.jointPositions[1]).isNaN();
            assertThat(frame.truth.jointNames).containsExactly("a", "b");
            assertThat(frame.truth.jointPositions[0]).isEqualTo(0.25);
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.seq).isEqualTo(8);
            assertThat(frame.frame.jointNames).containsExactly("b", "a");
            assertThat(frame.hasTruth()).isFalse();
            assertThat(frame.episode).isEqualTo(3);
            assertThat(recording.next(frame)).isFalse();
        }
    }

    @Test
    void complaintsNameFileLineAndField() throws IOException {
        Path json = write(
                "a.jsonl",
                "{\"stamp\":{\"sec\":1,\"nanosec\":5}}\n{\"stamp\":{\"sec\":1,\"nanosec\":5},\"imu\":[1,2]}\n");
        try (Recording recording = Recording.open(json)) {
            recording.next(frame);
            assertThatThrownBy(() -> recording.next(frame))
                    .isInstanceOf(RecordingException.class)
                    .hasMessageContaining("a.jsonl:2: WRONG_TYPE: imu has 2 numbers; expected 6");
        }
        Path csv = write("a.csv", "time,q_knee\n0,1\n0.01,left\n");
        try (Recording recording = Recording.open(csv)) {
            recording.next(frame);
            assertThatThrownBy(() -> recording.next(frame))
                    .hasMessageContaining("a.csv:3: column \"q_knee\" is \"left\"");
        }
        assertThatThrownBy(() -> Recording.open(write("b.csv", "q_knee\n1\n"))).hasMessageContaining("holds the time");
        assertThatThrownBy(() -> Recording.open(write("c.jsonl", ""))).hasMessageContaining("empty");
        assertThatThrownBy(() -> Recording.open(write("a.bag", "#ROSBAG V2.0\nop\u0001")))
                .hasMessageContaining("a.bag: is no text; expected a recording");
    }

    @Test
    void generalColumnsAreUnderstoodByName() throws IOException {
        Path file = write("g.csv", """
                time, seq, q_a, q_b, dq_a, tau_b, gx,gy,gz,ax,ay,az, contact_foot, wrench_foot_fz, base_px,base_py,base_pz,base_qx,base_qy,base_qz,base_qw, truth_base_vx
                0.5, 9, 1, 2, 3, 4, 1,2,3,4,5,6, 1, 400, 1,2,3,0,0,1,0, 7
                0.6, 10, 1, , 3, 4, 1,2,3,4,5,, 0, , 1,2,3,,,,,
                """);
        try (Recording recording = Recording.open(file)) {
            recording.next(frame);
            SensorFrame f = frame.frame;
            assertThat(f.seq).isEqualTo(9);
            assertThat(f.stampNanos).isEqualTo(500_000_000);
            assertThat(f.jointNames).containsExactly("a", "b");
            assertThat(Arrays.copyOf(f.jointPositions, 2)).containsExactly(1, 2);
            assertThat(f.jointVelocities[1]).isNaN();
            assertThat(f.jointEfforts[1]).isEqualTo(4);
            assertThat(f.imu).containsExactly(1, 2, 3, 4, 5, 6);
            assertThat(f.contactNames).containsExactly("foot");
            assertThat(f.contactWrenches[2]).isEqualTo(400);
            // half a turn about z
            assertThat(f.basePose).containsExactly(-1, 0, 0, 1, 0, -1, 0, 2, 0, 0, 1, 3, 0, 0, 0, 1);
            assertThat(frame.truth.has(SensorFrame.BASE_VELOCITY)).isFalse();
            recording.next(frame);
            assertThat(f.jointPositions[1]).isNaN();
            assertThat(f.has(SensorFrame.IMU)).as("half an IMU is none").isFalse();
            assertThat(f.has(SensorFrame.BASE_POSE)).isFalse();
            assertThat(f.has(SensorFrame.CONTACT_WRENCHES)).isFalse();
        }
    }

    @Test
    void whatProgramsWriteForAMissingNumberIsMissing() throws IOException {
        Path file = write("n.csv", "t,q_a,q_b,q_c,q_d,q_e,q_f\n0,1,NA,#N/A,null,None,-nan\n");
        try (Recording recording = Recording.open(file)) {
            recording.next(frame);
            assertThat(Arrays.copyOf(frame.frame.jointPositions, 6))
                    .containsExactly(1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }
    }

    @Test
    void mapFileSaysWhatColumnsHold() throws IOException {
        Path map = write(
                "map.json", "{\"clk\": \"time\", \"K\": \"joint_positions.left.knee\", \"y\": \"truth.base_pose.x\"}");
        Path file = write("m.csv", "clk,K,junk\n1,2,x\n");
        try (Recording recording = Recording.open(file, ColumnMap.read(map))) {
            recording.next(frame);
            assertThat(recording.jointNames()).isEqualTo(List.of("left.knee"));
            assertThat(frame.frame.jointPositions[0]).isEqualTo(2);
        }
        Path wrong = write("wrong.json", "{\"clk\": \"time\", \"K\": \"joint_torque.knee\"}");
        assertThatThrownBy(() -> Recording.open(file, ColumnMap.read(wrong)))
                .hasMessageContaining("column \"K\": \"joint_torque.knee\" is no place in a frame");
    }

    @Test
    void aFileThatEndsEarlyIsReadAsFarAsItGoesAndThePlaceIsTold() throws IOException {
        String line = "{\"stamp\":{\"sec\":1,\"nanosec\":5},\"imu\":[0,0,0,0,0,9.81]}\n";
        try (Recording half = Recording.open(write("half.jsonl", line + line + line.substring(0, 30)))) {
            assertThat(frames(half)).isEqualTo(2);
            assertThat(half.endedEarly()).isEqualTo("the file ends early, within line 3, after 140 bytes");
        }
        try (Recording whole = Recording.open(write("whole.jsonl", line + line.strip()))) {
            assertThat(frames(whole))
                    .as("a last line without its end is a line")
                    .isEqualTo(2);
            assertThat(whole.endedEarly()).isNull();
        }
        try (Recording row = Recording.open(write("half.csv", "t,q_a\n0,1\n0.01,2\n0.02"))) {
            assertThat(frames(row)).isEqualTo(2);
            assertThat(row.endedEarly()).contains("line 4");
        }
        Path packed = folder.resolve("cut.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            for (int i = 0; i < 5_000; i++) {
                out.write(line.replace("9.81", Double.toString(Math.sin(i))).getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] all = Files.readAllBytes(packed);
        Files.write(packed, Arrays.copyOf(all, all.length / 2));
        try (Recording cut = Recording.open(packed)) {
            assertThat(frames(cut)).isBetween(1_000, 4_000);
            assertThat(cut.endedEarly()).contains("the gzip data end early, within line ");
        }
        all[all.length / 2] ^= 0x55;
        Files.write(packed, all);
        try (Recording damaged = Recording.open(packed)) {
            assertThat(frames(damaged)).isLessThanOrEqualTo(5_000);
            assertThat(damaged.endedEarly()).contains("the gzip data are damaged within line ");
        }
    }

    private int frames(Recording recording) throws IOException {
        int frames = 0;
        while (true) {
            try {
                if (!recording.next(frame)) {
                    return frames;
                }
                frames++;
            } catch (LineRefusedException damaged) {
                // what a damaged file holds may be no frame
            }
        }
    }

    @Test
    void aLineThatIsNoFrameIsRefusedAndTheNextIsRead() throws IOException {
        String good = "{\"seq\":%d,\"stamp\":{\"sec\":1,\"nanosec\":5}}\n";
        Path file = write("a.jsonl", good.formatted(1) + "{nonsense\n{\"seq\":2,\"ts\":4}\n" + good.formatted(3));
        try (Recording recording = Recording.open(file)) {
            recording.next(frame);
            assertThatThrownBy(() -> recording.next(frame))
                    .isInstanceOfSatisfying(
                            LineRefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo(RejectReason.MALFORMED));
            assertThatThrownBy(() -> recording.next(frame))
                    .hasMessageContaining("a.jsonl:3: MISSING_FIELD: no stamp")
                    .hasMessageEndingWith("; not used: field \"ts\" (did you mean stamp?)");
            assertThat(recording.next(frame)).isTrue();
            assertThat(frame.frame.seq).isEqualTo(3);
        }
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedWithTheReason() throws IOException {
        assertThatThrownBy(() -> Recording.open(folder.resolve("none.jsonl")))
                .hasMessageEndingWith("none.jsonl: no such file");
        assertThatThrownBy(() -> Recording.open(Files.createDirectory(folder.resolve("d.csv"))))
                .hasMessageContaining("d.csv: is a directory");
        assertThatThrownBy(() -> Recording.open(write("a.jsonl.gz", "{}\n")))
                .hasMessageContaining("a.jsonl.gz: not gzip");
        assertThatThrownBy(() -> Recording.open(write("b.jsonl.gz", ""))).hasMessageContaining("b.jsonl.gz: empty");
    }

    @Test
    void whereTheNameDoesNotTellTheContentDoes() throws IOException {
        for (String name : List.of("log.txt", "log", "log.lvm", "log.dat.gz")) {
            Path table = folder.resolve("table-" + name);
            Path json = folder.resolve("json-" + name);
            writePacked(table, "# made by hand\nt\tq_a\n0.5\t0.25\n");
            writePacked(
                    json,
                    "\ufeff{\"stamp\":{\"sec\":0,\"nanosec\":500000000},\"joint_names\":[\"a\"],\"joint_positions\":[0.25]}\n");
            assertThat(Recording.isTable(table)).isTrue();
            assertThat(Recording.isTable(json)).isFalse();
            for (Path file : List.of(table, json)) {
                try (Recording recording = Recording.open(file)) {
                    assertThat(recording.next(frame)).isTrue();
                    assertThat(frame.frame.stampNanos).isEqualTo(500_000_000);
                    assertThat(frame.frame.jointPositions[0]).isEqualTo(0.25);
                }
            }
        }
        for (String[] other :
                new String[][] {{"[{}]", "is a JSON array"}, {"<robot/>", "is XML"}, {"SQLite format 3\0", "is no text"}
                }) {
            assertThatThrownBy(() -> Recording.open(write("other.bin", other[0])))
                    .hasMessageStartingWith(folder.resolve("other.bin") + ": " + other[1])
                    .hasMessageContaining("expected a recording: JSON Lines, or a table");
        }
        Path packed = folder.resolve("packed.csv.gz");
        writePacked(packed, "t,q_a\n0,1\n");
        Path renamed = Files.move(packed, folder.resolve("packed.zip"));
        assertThatThrownBy(() -> Recording.open(renamed))
                .hasMessageContaining("its name does not end in .gz: rename it");
    }

    private static void writePacked(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!file.toString().endsWith(".gz")) {
            Files.write(file, bytes);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
    }

    @Test
    void gzipBombEndsAtTheLongestLine() throws IOException {
        Path file = folder.resolve("bomb.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            byte[] zeros = new byte[1 << 20];
            Arrays.fill(zeros, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                out.write(zeros);
            }
        }
        assertThatThrownBy(() -> Recording.open(file)).hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        Path file = folder.resolve("w.jsonl.gz");
        RecordedFrame written = new RecordedFrame();
        written.frame.jointCount = 2;
        written.frame.jointPositions[0] = 0.1;
        written.frame.jointPositions[1] = Double.NaN;
        written.frame.seq = 4;
        written.frame.stampNanos = 12_345_678_901L;
        written.frame.mark(SensorFrame.SEQ | SensorFrame.STAMP | SensorFrame.JOINT_POSITIONS);
        written.truth.baseVelocity[5] = 1.0 / 3;
        written.truth.mark(SensorFrame.BASE_VELOCITY);
        written.com[2] = 0.9;
        written.hasCom = true;
        written.episode = 2;
        try (RecordingWriter writer =
                new RecordingWriter(file, new RecordingHeader("m", List.of("a", "b"), 1.0, null))) {
            writer.write(written);
        }
        try (Recording recording = Recording.open(file)) {
            assertThat(recording.next(frame)).isTrue();
        }
        written.frame.jointNames = new String[] {"a", "b"};
        assertThat(frame)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(written);
        assertThat(frame.truth.baseVelocity[5]).isCloseTo(1.0 / 3, within(0.0));
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
