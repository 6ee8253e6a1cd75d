package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pollux.ReferenceData;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ColumnProposalTest {
    private static final List<String> JOINTS = List.of("left_knee", "right_knee", "left_hip_yaw");
    private static final List<String> CONTACTS = List.of("left_sole", "right_sole");

    @TempDir
    Path folder;

    private final RecordedFrame frame = new RecordedFrame();

    @Test
    void aProposalWorksAsItIs() throws IOException {
        Path log = write("""
                # by hand
                Time [ms];LeftKnee pos [deg];r_knee.position;l_hip_yaw_vel;tau_left_knee;GyroX;GyroY;GyroZ;AccX;AccY;AccZ;left contact;battery;left_knee_cmd
                10;90,5;30;1,5;-7;0,1;0;0;0;0;1,01;1;48,1;90
                20;91,5;31;1,5;-7;0,1;0;0;0;0;0,99;0;48,1;90
                """);
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        assertThat(proposal.notUnderstood()).containsExactly("battery", "left_knee_cmd");
        assertThat(proposal.joints()).isEqualTo(2);
        Path map = Files.writeString(folder.resolve("map.json"), proposal.json());
        try (Recording recording = Recording.open(log, ColumnMap.read(map))) {
            assertThat(recording.jointNames()).containsExactly("left_knee", "right_knee", "left_hip_yaw");
            recording.next(frame);
            assertThat(frame.frame.stampNanos).isEqualTo(10_000_000);
            assertThat(frame.frame.jointPositions[0]).isCloseTo(Math.toRadians(90.5), within(1e-12));
            // where one joint is in degrees the others are, unless they say otherwise
            assertThat(frame.frame.jointPositions[1]).isCloseTo(Math.toRadians(30), within(1e-12));
            assertThat(frame.frame.jointVelocities[2]).isCloseTo(Math.toRadians(1.5), within(1e-12));
            assertThat(frame.frame.jointEfforts[0]).isEqualTo(-7);
            assertThat(frame.frame.imu[0]).isEqualTo(0.1);
            assertThat(frame.frame.imu[5]).isCloseTo(1.01 * 9.80665, within(1e-12));
            assertThat(frame.frame.contactNames).containsExactly("left_sole");
            assertThat(frame.frame.contacts[0]).isEqualTo(1);
        }
    }

    @Test
    void jointsAreNamedAsTheColumnsNameThemWhereNoModelIsKnown() throws IOException {
        ColumnProposal proposal =
                ColumnProposal.of(write("time,KneeLeft_pos,KneeLeft_vel\n0,1,2\n0.01,1,2\n"), List.of(), List.of());
        assertThat(proposal.json()).contains("\"joint_positions.knee_left\"", "\"joint_velocities.knee_left\"");
    }

    @Test
    void theTimesUnitIsToldByItsNameItsSizeOrItsStep() throws IOException {
        assertThat(timeOf("t", 0, 0.01)).isEqualTo("time");
        assertThat(timeOf("t_us", 0, 10)).isEqualTo("time [us]");
        assertThat(timeOf("t", 0, 10)).isEqualTo("time [ms]");
        assertThat(timeOf("t", 0, 2000)).isEqualTo("time [us]");
        assertThat(timeOf("stamp", 1.79e18, 1e7)).isEqualTo("time [ns]");
        assertThat(timeOf("stamp", 1.79e9, 0.01)).isEqualTo("time");
    }

    @Test
    void aTableWithoutTimeOrWithNothingElseIsRefused() throws IOException {
        assertThatThrownBy(() -> ColumnProposal.of(write("q_a,q_b\n1,2\n"), List.of(), List.of()))
                .hasMessageContaining("no column looks like a time that goes on: q_a, q_b");
        assertThatThrownBy(() -> ColumnProposal.of(write("t,what\n1,2\n2,3\n"), List.of(), List.of()))
                .hasMessageContaining("nothing but the time is understood of the columns t, what");
    }

    @Test
    void theICubsLogIsProposedAsItIsUnderstood() throws IOException {
        Path log = ReferenceData.file("icub-walking/icub_walking.csv.gz");
        ColumnProposal proposal = ColumnProposal.of(log, List.of(), List.of());
        ColumnMap map = ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposal.json()));
        RecordedFrame usual = new RecordedFrame();
        RecordedFrameEncoder encoder = new RecordedFrameEncoder();
        try (Recording mapped = Recording.open(log, map);
                Recording plain = Recording.open(log)) {
            while (plain.next(usual)) {
                assertThat(mapped.next(frame)).isTrue();
                assertThat(encoder.encode(frame)).isEqualTo(encoder.encode(usual));
            }
        }
    }

    private String timeOf(String name, double first, double step) throws IOException {
        StringBuilder table = new StringBuilder(name + ",q_a\n");
        for (int i = 0; i < 5; i++) {
            table.append(new BigDecimal(first + i * step).toPlainString()).append(",1\n");
        }
        String json =
                ColumnProposal.of(write(table.toString()), List.of(), List.of()).json();
        return json.replaceAll("(?s).*\"" + name + "\" : \"(.*?)\".*", "$1");
    }

    private Path write(String text) throws IOException {
        return Files.write(folder.resolve("log.csv"), text.getBytes(StandardCharsets.UTF_8));
    }
}
