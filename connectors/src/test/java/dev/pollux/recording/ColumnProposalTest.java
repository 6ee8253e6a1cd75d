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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            assertThat(frame.frame.imu[0]).isCloseTo(Math.toRadians(0.1), within(1e-12));
            assertThat(frame.frame.imu[5]).isCloseTo(1.01 * 9.80665, within(1e-12));
            assertThat(frame.frame.contactNames).containsExactly("left_sole");
            assertThat(frame.frame.contacts[0]).isEqualTo(1);
        }
    }

    @Test
    void ofWhatWasWantedAndWhatWasMeasuredTheLatterIsTakenAndBothAreTold() throws IOException {
        ColumnProposal proposal =
                ColumnProposal.of(write("time,left_knee_des,left_knee_act\n0,1,2\n0.01,1,2\n"), JOINTS, CONTACTS);
        assertThat(proposal.json()).contains("\"left_knee_act\" : \"joint_positions.left_knee\"");
        assertThat(proposal.notUnderstood()).containsExactly("left_knee_des");
        assertThat(proposal.remarks())
                .contains(
                        "\"left_knee_act\" is taken as what was measured, \"left_knee_des\" as what was wanted, which is"
                                + " passed over; so are others named alike");
    }

    @Test
    void aTableOfOneRowAJointIsToldWhatIsRead() throws IOException {
        Path log = write("time,joint,pos,vel\n0,left_knee,0.5,0\n0,right_knee,0.5,0\n0.01,left_knee,0.5,0\n");
        assertThatThrownBy(() -> ColumnProposal.of(log, JOINTS, CONTACTS))
                .hasMessageEndingWith(
                        "; one row a joint is not read: column \"joint\" names joints, and each row must have"
                                + " those of one time, a column a joint and quantity, such as \"left_knee_pos\"");
    }

    @Test
    void jointsAreNamedAsTheColumnsNameThemWhereNoModelIsKnown() throws IOException {
        ColumnProposal proposal =
                ColumnProposal.of(write("time,KneeLeft_pos,KneeLeft_vel\n0,1,2\n0.01,1,2\n"), List.of(), List.of());
        assertThat(proposal.json()).contains("\"joint_positions.knee_left\"", "\"joint_velocities.knee_left\"");
    }

    @Test
    void theNamesOfUnitreesLowStateAreUnderstood() throws IOException {
        StringBuilder names = new StringBuilder("timestamp");
        for (String of : List.of("q", "dq", "tau_est")) {
            for (int j = 0; j < JOINTS.size(); j++) {
                names.append(",motor_state[").append(j).append("].").append(of);
            }
        }
        for (String of : List.of("gyroscope", "accelerometer")) {
            for (int i = 0; i < 3; i++) {
                names.append(",imu_state.").append(of).append('[').append(i).append(']');
            }
        }
        Path log = write(names + "\n0,1,2,3,4,5,6,7,8,9,.1,.2,.3,0,0,9.8\n0.002,1,2,3,4,5,6,7,8,9,.1,.2,.3,0,0,9.8\n");
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        assertThat(proposal.notUnderstood()).isEmpty();
        try (Recording recording =
                Recording.open(log, ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposal.json())))) {
            recording.next(frame);
        }
        assertThat(frame.frame.jointPositions).startsWith(1, 2, 3);
        assertThat(frame.frame.jointVelocities).startsWith(4, 5, 6);
        assertThat(frame.frame.jointEfforts).startsWith(7, 8, 9);
        assertThat(frame.frame.imu).containsExactly(.1, .2, .3, 0, 0, 9.8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-09-21T08:30:00.002Z",
                "2026-09-21 08:30:00.002",
                "2026-09-21T10:30:00.002000+02:00",
                "2026-09-21 10:30:00.002+0200",
                "2026-09-21 10:30:00,002 +0200",
                "2026-09-21 10:30:00,002+02",
                "2026-09-21 08:30:00,002Z",
                "2026/09/21 08:30:00.002 UTC",
                "21.09.2026 08:30:00,002",
            })
    void timeMayBeADateAndTime(String time) throws IOException {
        String row = "\"" + time + "\",1\n";
        Path log = write("time,left_knee_pos\n" + row + row.replaceAll("002", "004"));
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        assertThat(proposal.remarks()).contains("time taken in s: it is written as date and time (\"time\")");
        try (Recording recording =
                Recording.open(log, ColumnMap.read(Files.writeString(folder.resolve("map.json"), proposal.json())))) {
            recording.next(frame);
        }
        // 2026-09-21T08:30:00Z; a double since 1970 is good to 0.3 µs
        assertThat(frame.frame.stampNanos).isCloseTo(1_789_979_400_002_000_000L, within(300L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08:30:00,123", "08:30:00.123"})
    void timeMayBeATimeOfDay(String time) throws IOException {
        Path log = write("Zeit;left_knee_pos\n" + time + ";1,5\n" + time.replace("123", "133") + ";1,5\n");
        readByProposal(log);
        assertThat(frame.frame.stampNanos).isEqualTo(30_600_123_000_000L);
        assertThat(frame.frame.jointPositions[0]).isEqualTo(1.5);
    }

    @Test
    void aColumnNamedTimeWhoseCellsAreNoTimesIsTold() {
        assertThatThrownBy(() -> ColumnProposal.of(
                        write("time,left_knee_pos\n09/10/2026 08:30,1\n09/10/2026 08:31,1\n"), JOINTS, CONTACTS))
                .hasMessageContaining("column \"time\" is named as a time, and \"09/10/2026 08:30\" there is neither a"
                        + " number nor a date and time");
    }

    @Test
    void quantitiesInOtherLanguagesAreUnderstoodWithoutAUnit() throws IOException {
        Path log =
                write("Zeit;LeftKnee Winkel;LeftKnee Geschwindigkeit;LeftKnee Drehmoment\n0;30,5;90;4\n0,01;31;90;4\n");
        readByProposal(log);
        assertThat(frame.frame.jointPositions[0]).isCloseTo(Math.toRadians(30.5), within(1e-12));
        assertThat(frame.frame.jointVelocities[0]).isCloseTo(Math.PI / 2, within(1e-12));
        assertThat(frame.frame.jointEfforts[0]).isEqualTo(4);
        readByProposal(write("Zeit,LeftKnee Moment\n0,7\n0.01,7\n"));
        assertThat(frame.frame.jointEfforts[0]).isEqualTo(7);
        readByProposal(write("temps,left_knee vitesse,left_knee position\n0,1,2\n0.01,1,2\n"));
        assertThat(frame.frame.jointVelocities[0]).isEqualTo(1);
        readByProposal(write("tiempo,left_knee ángulo,left_knee velocidad\n0,1,2\n0.01,1,2\n"));
        assertThat(frame.frame.jointPositions[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"',', ','", "',', ';'", "'.', ','"})
    void decimalCommasInQuotesAreReadWhateverPartsTheCells(String decimal, String delimiter) throws IOException {
        String table = "'time';'left_knee pos';'note'\n'0.123';'1.5';'1.000.000'\n'0.133';'1.25e-1';'9.81'\n"
                .replace('.', decimal.charAt(0))
                .replace(';', delimiter.charAt(0))
                .replace('\'', '"');
        readByProposal(write(table));
        assertThat(frame.frame.stampNanos).isEqualTo(123_000_000);
        assertThat(frame.frame.jointPositions[0]).isEqualTo(1.5);
    }

    /** Reads the first frame through the map that is proposed. */
    private void readByProposal(Path log) throws IOException {
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        Path map = Files.writeString(folder.resolve("map.json"), proposal.json());
        try (Recording recording = Recording.open(log, ColumnMap.read(map))) {
            assertThat(recording.next(frame)).isTrue();
        }
    }

    @Test
    void ofColumnsThatMayHoldTheSameThePlainestDoesWhateverTheOrder() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t,left_knee_pos_est,left_knee_pos,head_gyro_x,gyro_x\n0,1,2,3,4\n0.01,1,2,3,4\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.notUnderstood()).containsExactly("left_knee_pos_est", "head_gyro_x");
        ColumnProposal numbered = ColumnProposal.of(
                write("t,motor[0].q_est,motor[1].q_est,motor[2].q_est,motor[0].q,motor[1].q,motor[2].q\n"
                        + "0,1,2,3,4,5,6\n"
                        + "0.01,1,2,3,4,5,6\n"),
                JOINTS,
                CONTACTS);
        assertThat(numbered.json()).doesNotContain("est");
    }

    @Test
    void numbersBesideAnImuAreNotTakenForIt() throws IOException {
        String[] three = {"gyro_bias[%d]", "des_angular_velocity_%d", "com_acc_%d", "left_foot_acc[%d]"};
        StringBuilder names = new StringBuilder("t,left_knee_pos");
        for (String name : three) {
            for (int i = 0; i < 3; i++) {
                names.append(',').append(name.formatted(i));
            }
        }
        ColumnProposal proposal = ColumnProposal.of(
                write(names + "\n0,1,2,3,4,5,6,7,8,9,10,11,12,13\n0.01,1,2,3,4,5,6,7,8,9,10,11,12,13\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.json()).doesNotContain("imu");
        assertThat(proposal.notUnderstood()).hasSize(12);
    }

    @Test
    void aColumnWithoutANameIsListedByItsNumber() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(write(",time,left_knee_pos\n0,0,1\n1,0.01,1\n"), JOINTS, CONTACTS);
        assertThat(proposal.notUnderstood()).containsExactly("column 1");
    }

    @Test
    void numberedJointsAreTheModelsInItsOrderWhereThereAreAsManyAndThatIsSaid() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t;q0;q1;q2;motor_1_vel;motor_2_vel;motor_3_vel;tau0;tau1;wx\n0;1;2;3;4;5;6;7;8;9\n"
                        + "0.01;1;2;3;4;5;6;7;8;9\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.json())
                .contains(
                        "\"q0\" : \"joint_positions.left_knee\"",
                        "\"q2\" : \"joint_positions.left_hip_yaw\"",
                        "\"motor_1_vel\" : \"joint_velocities.left_knee\"",
                        "\"wx\" : \"imu.0\"");
        assertThat(proposal.notUnderstood()).containsExactly("tau0", "tau1");
        assertThat(proposal.remarks())
                .contains(
                        "q0 to q2 are taken as the model's joints in its order, left_knee to left_hip_yaw",
                        "motor_1_vel to motor_3_vel are taken as the model's joints in its order, left_knee to"
                                + " left_hip_yaw",
                        "tau0 to tau1 number 2 joints, and the model has 3: give the robot's URDF with --model, or name"
                                + " the joints in the map");
    }

    @Test
    void numberedJointsAreThoseThatTheColumnsOfNamesName() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("%time,field.name0,field.name1,field.position0,field.position1\n"
                        + "1790000000000000000,right_knee,finger,1,2\n1790000000010000000,right_knee,finger,1,2\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.json()).contains("\"field.position0\" : \"joint_positions.right_knee\"");
        assertThat(proposal.joints()).isEqualTo(1);
    }

    @Test
    void jointNamesInCellsAreUnderstoodInAnySpelling() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t,name[0],name[1],name[2],position[0],position[1],position[2]\n"
                        + "0,left_knee_joint,RKnee,LeftHipYaw,1,2,3\n0.01,left_knee_joint,RKnee,LeftHipYaw,1,2,3\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.json())
                .contains(
                        "\"position[0]\" : \"joint_positions.left_knee\"",
                        "\"position[1]\" : \"joint_positions.right_knee\"",
                        "\"position[2]\" : \"joint_positions.left_hip_yaw\"");
        assertThat(proposal.notUnderstood()).as("names were read from them").isEmpty();
    }

    @Test
    void aCellThatNearlyNamesAJointIsToldWithTheJointAndItsColumnsAreNotUnderstood() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t,name[0],name[1],position[0],position[1]\n0,left_kne,right_knee,1,2\n"
                        + "0.01,left_kne,right_knee,1,2\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.misspelt())
                .containsExactly("column \"name[0]\" is \"left_kne\" and names no joint of the robot (did you mean"
                        + " left_knee?)");
        assertThat(proposal.notUnderstood()).containsExactly("name[0]", "position[0]");
    }

    @Test
    void namesWithASideBeforeACapitalisedWordAreUnderstood() throws IOException {
        ColumnProposal proposal =
                ColumnProposal.of(write("Time,LKnee,RKnee,LHipYaw,RKne\n0,1,2,3,4\n0.01,1,2,3,4\n"), JOINTS, CONTACTS);
        assertThat(proposal.json())
                .contains(
                        "\"LKnee\" : \"joint_positions.left_knee\"",
                        "\"RKnee\" : \"joint_positions.right_knee\"",
                        "\"LHipYaw\" : \"joint_positions.left_hip_yaw\"");
        assertThat(proposal.misspelt())
                .containsExactly("column \"RKne\" names no joint of the robot (did you mean right_knee?)");
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

    @ParameterizedTest
    @CsvSource({
        "Zeit (ms), 0, 10, time [ms]",
        "t [us], 0, 1e4, time [us]",
        "Timestamp (ns), 1.79e18, 1e7, time [ns]",
        "elapsed_msec, 0, 10, time [ms]",
        "when, 0, 0.01, time"
    })
    void theTimeIsFoundInOtherSpellingsAndElseByItsNumbers(String name, double first, double step, String told)
            throws IOException {
        assertThat(timeOf(name, first, step)).isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({
        "sec, nanosec",
        "header.stamp.sec, header.stamp.nanosec",
        "header.stamp.secs, header.stamp.nsecs",
        "%time_sec, time_nsec",
        "stamp [s], stamp [ns]"
    })
    void secondsAndNanosecondsAreTheTimeTogether(String seconds, String nanoseconds) throws IOException {
        Path log = write(nanoseconds + "," + seconds + ",left_knee_pos\n999999999,1790000000,1\n1,1790000001,1\n");
        if (seconds.startsWith("%")) { // the mark makes the whole line a comment
            log = write(seconds + "," + nanoseconds + ",left_knee_pos\n1790000000,999999999,1\n1790000001,1,1\n");
        }
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        String first = seconds.replace("%", "");
        assertThat(proposal.json()).contains("\"" + first + "\" : \"time\"", "\"" + nanoseconds + "\" : \"time [ns]\"");
        assertThat(proposal.remarks()).contains("the time is the sum of \"" + first + "\" and \"" + nanoseconds + '"');
        Path map = Files.writeString(folder.resolve("map.json"), proposal.json());
        try (Recording recording = Recording.open(log, ColumnMap.read(map))) {
            recording.next(frame);
            assertThat(frame.frame.stampNanos).isEqualTo(1_790_000_000_999_999_999L);
            recording.next(frame);
            assertThat(frame.frame.stampNanos).isEqualTo(1_790_000_001_000_000_001L);
        }
    }

    @Test
    void twoWholeTimesAreNotAdded() throws IOException {
        Path log = write("stamp [s],stamp [ns],left_knee_pos\n1790000000,1790000000000000000,1\n"
                + "1790000001,1790000001000000000,1\n");
        assertThat(ColumnProposal.of(log, JOINTS, CONTACTS).notUnderstood()).containsExactly("stamp [ns]");
        Path fraction = write("stamp [s],stamp [ns],left_knee_pos\n0.25,250000000,1\n0.5,500000000,1\n");
        assertThat(ColumnProposal.of(fraction, JOINTS, CONTACTS).notUnderstood())
                .containsExactly("stamp [ns]");
    }

    @Test
    void aTimeInPartsAndNothingElseIsRefused() throws IOException {
        assertThatThrownBy(() -> ColumnProposal.of(write("sec,nanosec,what\n0,1,1\n0,2,1\n"), JOINTS, CONTACTS))
                .hasMessageContaining("nothing but the time is understood of the columns sec, nanosec, what");
    }

    @Test
    void aCounterIsNotTakenForTheTime() throws IOException {
        assertThatThrownBy(() -> ColumnProposal.of(write("n,q_a\n0,1\n1,1\n2,1\n"), List.of(), List.of()))
                .hasMessageContaining("no column is named as a time (t, time, stamp ...), and the numbers of none rise"
                        + " as a time's do; the columns are n, q_a; say which in a map");
    }

    @Test
    void everyGuessedUnitIsToldWithWhatItRestsOn() throws IOException {
        Path log = write("""
                when,LeftKnee,RightKnee,RightKnee_vel,tau_left_knee,gyro_x,gyro_y [dps],acc_x,acc_y,acc_z
                0.5,2,3,4,5,6,7,0,0,1.01
                0.51,20,3,4,5,6,7,0,0,0.99
                0.53,2,3,4,5,6,7,0,0,1.01
                """);
        assertThat(ColumnProposal.of(log, JOINTS, CONTACTS).remarks())
                .containsExactly(
                        "\"when\" taken as the time: no other column rises from each row to the next",
                        "the IMU is not used until all six of its values are named in the map; not found: gyroscope z",
                        "time taken in s: \"when\" rises by 0.02 a row, which is 50 rows a second; in ms it would be"
                                + " 50,000",
                        "joint positions taken in deg: no joint turns by more than 7 rad (\"LeftKnee\" reaches 20.00)",
                        "joint positions taken in deg: \"LeftKnee\" is in deg too",
                        "joint velocities taken in deg/s: joint positions are in deg",
                        "joint efforts taken in Nm: nothing says otherwise",
                        "gyroscope taken in deg/s: as the joints are; check it, and for rad/s write \"gyro_x\": \"imu.0"
                                + " [rad/s]\" in the map, and so for its other axes (\"gyro_x\" reaches 6.000)",
                        "gyroscope taken in deg/s: the names say so (\"gyro_y [dps]\")",
                        "accelerometer (3 columns) taken in g: at rest it measures 1 g, and the median here is 1.010");
    }

    @Test
    void theGyroscopesUnitIsToldByItsFastestAxisAndThatARobotAtRestTellsLittle() throws IOException {
        assertThat(gyroscope("0.01,0.02,40"))
                .containsExactly(
                        "gyroscope (3 columns) taken in deg/s: none measures more than 36 rad/s, and deg/s is usual: check"
                                + " it (\"gz\" reaches 40.00)");
        assertThat(gyroscope("0.01,0.02,2100"))
                .containsExactly(
                        "gyroscope (3 columns) taken in mrad/s: none measures more than 36 rad/s, which is 2063 deg/s:"
                                + " check it (\"gz\" reaches 2100)");
        assertThat(gyroscope("0.01,0.02,-3"))
                .containsExactly(
                        "gyroscope (3 columns) taken in rad/s: nothing says otherwise, as none is above 36: check it"
                                + " (\"gz\" reaches 3.000)");
        assertThat(gyroscope("0.01,0.15,-0.1"))
                .containsExactly(
                        "gyroscope (3 columns) taken in rad/s: nothing says otherwise, and that is little, as the"
                                + " robot hardly turns in these rows: check it (\"gy\" reaches 0.1500)");
    }

    @Test
    void aGyroscopeIsInDegreesAsTheJointsAreWhereGravityDoesNotTell() throws IOException {
        String told =
                "as the joints are; check it, and for rad/s write \"gz\": \"imu.2 [rad/s]\" in the map, and so for"
                        + " its other axes (\"gz\" reaches 3.000)";
        String names = "t,left_knee_pos,left_knee_vel,gx,gy,gz,ax,ay,az\n";
        String rows = "0,20,5,0,0,0,0,0,9.8\n0.01,1,5,1,2,3,0,0,9.8\n";
        Path log = write(names + rows);
        assertThat(gyroscopeOf(log)).containsExactly("gyroscope (3 columns) taken in deg/s: " + told);
        assertThat(ColumnProposal.of(log, JOINTS, CONTACTS).json()).contains("\"gz\" : \"imu.2 [deg/s]\"");

        assertThat(gyroscopeOf(write(names.replace("vel", "vel [rad/s]") + rows)))
                .as("with joint velocities in rad/s")
                .containsExactly("gyroscope (3 columns) taken in rad/s: nothing says otherwise, as none is above 36:"
                        + " check it (\"gz\" reaches 3.000)");

        Path inNoUnit = write(Files.readString(rolling(5, 1)).replace(",0.1,", ",20,"));
        assertThat(gyroscopeOf(inNoUnit))
                .singleElement()
                .asString()
                .startsWith("gyroscope (3 columns) taken in deg/s: neither rad/s nor deg/s nor mrad/s agrees")
                .contains(" deg a second off; as the joints are; check it");
    }

    @Test
    void theExampleOfAUnitIsTheColumnThatReachesFurthest() throws IOException {
        assertThat(ColumnProposal.of(
                                write("t,left_knee,right_knee,left_hip_yaw\n0,0.001,-2.5,1\n0.01,0.001,0,1\n"),
                                JOINTS,
                                CONTACTS)
                        .remarks())
                .contains("joint positions (3 columns) taken in rad: none is above 7 (\"right_knee\" reaches 2.500)");
        assertThat(ColumnProposal.of(
                                write("t,left_knee,right_knee,left_hip_yaw\n0,8,90,9\n0.01,8,0,9\n"), JOINTS, CONTACTS)
                        .remarks())
                .contains("joint positions (3 columns) taken in deg: no joint turns by more than 7 rad (\"right_knee\""
                        + " reaches 90.00)");
    }

    @Test
    void aGyroscopeIsInTheUnitInWhichItTurnsGravityAsTheAccelerometerFeelsIt() throws IOException {
        assertThat(swaying(1))
                .singleElement()
                .asString()
                .matches(
                        "gyroscope \\(3 columns\\) taken in rad/s: so its turns agree with gravity as the accelerometer"
                                + " feels it, within 0\\.\\d deg a second; in deg/s they are \\d+\\.\\d deg off");
        assertThat(swaying(180 / Math.PI))
                .singleElement()
                .asString()
                .startsWith("gyroscope (3 columns) taken in deg/s: so its turns agree with gravity as the accelerometer"
                        + " feels it, within 0.");
    }

    @ParameterizedTest
    @CsvSource({"rad/s, 1", "deg/s, 57.29577951308232", "mrad/s, 1000"})
    void aGyroscopesUnitIsToldOfALargeTurnAboutBothHorizontalAxes(String unit, double perRadian) throws IOException {
        assertThat(gyroscopeOf(rolling(perRadian, 1)))
                .singleElement()
                .asString()
                .startsWith("gyroscope (3 columns) taken in " + unit
                        + ": so its turns agree with gravity as the accelerometer feels it, within 0.");
    }

    @Test
    void aGyroscopesUnitIsToldByATimeInPartsToo() throws IOException {
        String inSeconds = Files.readString(rolling(180 / Math.PI, 1));
        Path log = write(
                inSeconds.replaceFirst("t,", "sec,nanosec,").replaceAll("(?m)^(\\d)\\.(\\d\\d),", "$1,$20000000,"));
        assertThat(gyroscopeOf(log))
                .singleElement()
                .asString()
                .startsWith("gyroscope (3 columns) taken in deg/s: so its");
    }

    @Test
    void aGyroscopesUnitIsToldAtAThousandRowsASecondToo() throws IOException {
        StringBuilder rows = new StringBuilder("t,left_knee_pos,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 6000; i++) {
            double roll = 0.3 * Math.sin(0.002 * i);
            rows.append(String.format(
                    Locale.ROOT,
                    "%.3f,0.1,%.6f,0,0,0,%.6f,%.6f%n",
                    0.001 * i,
                    Math.toDegrees(0.6 * Math.cos(0.002 * i)),
                    9.81 * Math.sin(roll),
                    9.81 * Math.cos(roll)));
        }
        assertThat(gyroscopeOf(write(rows.toString())))
                .singleElement()
                .asString()
                .startsWith("gyroscope (3 columns) taken in deg/s: so its turns agree with gravity");
    }

    @Test
    void aGyroscopeThatAgreesWithGravityInNoUnitIsToBeChecked() throws IOException {
        // each number is 5 times what its unit says
        assertThat(gyroscopeOf(rolling(5, 1)))
                .singleElement()
                .asString()
                .startsWith(
                        "gyroscope (3 columns) taken in rad/s: neither rad/s nor deg/s nor mrad/s agrees with gravity"
                                + " as the accelerometer feels it, the nearest is ")
                .contains(" deg a second off: check it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            links Knie | left_knee
            rechtes Kniegelenk | right_knee
            Knie links Winkel | left_knee
            genou gauche | left_knee
            articulation du genou droit | right_knee
            rodilla izquierda | left_knee
            ginocchio destro | right_knee
            knee left pos | left_knee
            """)
    void jointsInFourOtherLanguagesAreTheRobots(String column, String joint) throws IOException {
        Path log = write("Zeit (s);" + column + "\n0;0.1\n0.01;0.2\n");
        assertThat(ColumnProposal.of(log, List.of("left_knee", "right_knee"), List.of())
                        .json())
                .contains("\"" + column + "\" : \"joint_positions." + joint + '"');
    }

    @Test
    void aTableThatOnlyNumbersItsFramesIsToldWhatItLacks() throws IOException {
        Path log = write("""
                Trajectories
                100
                ,,Robot:LTOE,,
                Frame,Sub Frame,X,Y,Z
                ,,mm,mm,mm
                1,0,1.5,2,3
                2,0,2.5,2,4
                3,0,3.5,2,1
                """);
        String told =
                "; \"Frame\" numbers the frames and is no time: add a column of seconds, that number divided by the"
                        + " frames a second";
        assertThatThrownBy(() -> ColumnProposal.of(log, JOINTS, CONTACTS))
                .hasMessageContaining(":4: no column is named as a time")
                .hasMessageContaining(told);
        assertThatThrownBy(() -> Recording.open(log))
                .hasMessageContaining(":4: no column holds the time")
                .hasMessageContaining(told);
    }

    @Test
    void aGyroscopeAndAnAccelerometerThatAreExchangedAreTold() throws IOException {
        for (double perRadian : new double[] {1, Math.toDegrees(1)}) {
            Path right = rolling(perRadian, 1);
            Path exchanged = write(Files.readString(right).replaceFirst("gx,gy,gz,ax,ay,az", "ax,ay,az,gx,gy,gz"));
            assertThat(ColumnProposal.of(exchanged, JOINTS, CONTACTS).remarks())
                    .contains(
                            "gyroscope (3 columns) taken in rad/s: but these measure gravity (the median of their length"
                                    + " is 9.810), and the accelerometer does not: the two seem to be exchanged; exchange"
                                    + " them in the map",
                            "accelerometer (3 columns) taken in m/s^2: but the gyroscope measures gravity: the two seem to"
                                    + " be exchanged");
            assertThat(ColumnProposal.of(rolling(perRadian, 1), JOINTS, CONTACTS)
                            .remarks())
                    .noneMatch(remark -> remark.contains("exchanged"));
        }
    }

    @Test
    void anAccelerometerOfZerosIsToldAndLeavesTheGyroscopeToBeChecked() throws IOException {
        assertThat(ColumnProposal.of(rolling(1, 0), JOINTS, CONTACTS).remarks())
                .contains(
                        "accelerometer (3 columns) taken in m/s^2: all numbers are 0, but at rest it should measure 9.81"
                                + " m/s^2: check it",
                        "gyroscope (3 columns) taken in rad/s: nothing says otherwise, as none is above 36: check it"
                                + " (\"gx\" reaches 1.600)");
    }

    /** An IMU that rolls by up to 0.8 rad and pitches by up to 0.3 rad. */
    private Path rolling(double perRadian, double gravity) throws IOException {
        StringBuilder rows = new StringBuilder("t,left_knee_pos,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 800; i++) {
            double t = 0.01 * i;
            double roll = 0.8 * Math.sin(2 * t);
            double pitch = 0.3 * Math.sin(3 * t);
            double rollRate = 1.6 * Math.cos(2 * t);
            double pitchRate = 0.9 * Math.cos(3 * t);
            rows.append(String.format(
                    Locale.ROOT,
                    "%.2f,0.1,%.6f,%.6f,%.6f,%.6f,%.6f,%.6f%n",
                    t,
                    perRadian * rollRate,
                    perRadian * pitchRate * Math.cos(roll),
                    -perRadian * pitchRate * Math.sin(roll),
                    -gravity * 9.81 * Math.sin(pitch),
                    gravity * 9.81 * Math.sin(roll) * Math.cos(pitch),
                    gravity * 9.81 * Math.cos(roll) * Math.cos(pitch)));
        }
        return write(rows.toString());
    }

    @Test
    void aSaidUnitThatIsUnknownOrOfSomethingElseIsToldWithWhatIsMeant() throws IOException {
        Path log = write("t,left_knee_pos,right_knee_pos,gyro_x [deg],gyro_y,gyro_z,acc_x\n"
                + "s,furlong,furlong,,deg,deg,g\n0,1,2,3,4,5,1\n0.01,1,2,3,4,5,1\n");
        assertThat(ColumnProposal.of(log, JOINTS, CONTACTS).remarks())
                .contains(
                        "line 2 looks like units; column \"left_knee_pos\" (and 1 more): [furlong] is no unit of"
                                + " joint_positions.left_knee; expected one of rad, mrad, deg, °, m, cm, mm: check which it"
                                + " is",
                        "column \"gyro_x [deg]\": [deg] is no unit of imu.0; expected one of rad/s, deg/s, °/s, mrad/s,"
                                + " rpm (deg/s is usually meant): check which it is",
                        "line 2 looks like units; column \"gyro_y\" (and 1 more): [deg] is no unit of imu.1;"
                                + " expected one of rad/s, deg/s, °/s, mrad/s, rpm (deg/s is usually meant): check which it"
                                + " is",
                        "gyroscope (3 columns) taken in deg/s: \"deg\" is said, and deg/s usually meant: check it");
    }

    @Test
    void whatAUnitRestsOnIsToldBeforeIt() throws IOException {
        Path log = write("t_ms,left_knee_vel,right_knee,left_knee\n0,1,1,20\n2,1,1,20\n4,1,1,20\n");
        assertThat(ColumnProposal.of(log, JOINTS, CONTACTS).remarks())
                .containsExactly(
                        "time taken in ms: the names say so (\"t_ms\")",
                        "joint positions taken in deg: no joint turns by more than 7 rad (\"left_knee\" reaches 20.00)",
                        "joint positions taken in deg: \"left_knee\" is in deg too",
                        "joint velocities taken in deg/s: joint positions are in deg");
    }

    @Test
    void aTableWithoutRowsTellsNoUnitByNumbers() throws IOException {
        assertThat(ColumnProposal.of(write("t [ms],q_left_knee,q_right_knee\n"), JOINTS, CONTACTS)
                        .remarks())
                .containsExactly(
                        "no row stands below the names: only they tell what the columns hold, and in which units; where"
                                + " they name none the SI's are taken: check them",
                        "time taken in ms: the names say so (\"t [ms]\")");
    }

    /** What is told of the gyroscope of a robot that sways by 0.15 rad, 17 deg/s, with times in ms. */
    private List<String> swaying(double perRadian) throws IOException {
        StringBuilder rows = new StringBuilder("t_ms,left_knee_pos,gx,gy,gz,ax,ay,az\n");
        for (int i = 0; i < 600; i++) {
            double t = 0.01 * i;
            double tilt = 0.15 * Math.sin(2 * t);
            rows.append(String.format(
                    Locale.ROOT,
                    "%d,0.1,%.6f,0,0,0,%.6f,%.6f%n",
                    10 * i,
                    perRadian * 0.3 * Math.cos(2 * t),
                    9.81 * Math.sin(tilt),
                    9.81 * Math.cos(tilt)));
        }
        return gyroscopeOf(write(rows.toString()));
    }

    private List<String> gyroscope(String turning) throws IOException {
        Path log = write("t,left_knee_pos,gx,gy,gz,ax,ay,az\n0,1,0,0,0,0,0,9.8\n0.01,1," + turning + ",0,0,9.8\n");
        return gyroscopeOf(log);
    }

    private static List<String> gyroscopeOf(Path log) throws IOException {
        return ColumnProposal.of(log, JOINTS, CONTACTS).remarks().stream()
                .filter(remark -> remark.startsWith("gyro"))
                .toList();
    }

    @Test
    void feetThatOnlyEverTouchOrNotAreContacts() throws IOException {
        Path log = write("t,FootL,FootR,left_foot_fz\n0,1,True,350\n0.01,0,False,0\n");
        ColumnProposal proposal = ColumnProposal.of(log, JOINTS, CONTACTS);
        assertThat(proposal.notUnderstood()).containsExactly("left_foot_fz");
        Path map = Files.writeString(folder.resolve("map.json"), proposal.json());
        try (Recording recording = Recording.open(log, ColumnMap.read(map))) {
            recording.next(frame);
            assertThat(frame.frame.contactNames).containsExactly("left_sole", "right_sole");
            assertThat(Arrays.copyOf(frame.frame.contacts, 2)).containsExactly(1, 1);
            recording.next(frame);
            assertThat(Arrays.copyOf(frame.frame.contacts, 2)).containsExactly(0, 0);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Fuß links, Fuss rechts",
        "linkerFußKontakt, rechterFußKontakt",
        "Kontakt_links, Kontakt_rechts",
        "pied gauche, pied droit",
        "contacto pie izquierdo, contacto pie derecho",
        "piede_sinistro, piede_destro"
    })
    void feetAndContactsAreFoundInOtherLanguages(String left, String right) throws IOException {
        String json = ColumnProposal.of(write("t," + left + "," + right + "\n0,1,0\n0.01,0,1\n"), JOINTS, CONTACTS)
                .json();
        assertThat(json)
                .contains("\"" + left + "\" : \"contacts.left_sole\"", "\"" + right + "\" : \"contacts.right_sole\"");
    }

    @Test
    void aJointsSideIsFoundInOtherLanguages() throws IOException {
        assertThat(ColumnProposal.of(
                                write("t,knee_links Winkel,knee gauche vitesse\n0,1,0\n0.01,0,1\n"),
                                List.of("knee_left"),
                                CONTACTS)
                        .json())
                .contains(
                        "\"knee_links Winkel\" : \"joint_positions.knee_left\"",
                        "\"knee gauche vitesse\" : \"joint_velocities.knee_left\"");
    }

    @Test
    void theNamesOfAnImuMayHaveItsWordBefore() throws IOException {
        assertThat(ColumnProposal.of(write("t,imu_gx,imu ay,imu wz\n0,1,0,1\n0.01,0,1,1\n"), JOINTS, CONTACTS)
                        .json())
                .contains("\"imu_gx\" : \"imu.0\"", "\"imu ay\" : \"imu.4\"", "\"imu wz\" : \"imu.2\"");
    }

    @Test
    void aTableWithoutTimeOrWithNothingElseIsRefused() throws IOException {
        assertThatThrownBy(() -> ColumnProposal.of(write("q_a,q_b\n1,2\n"), List.of(), List.of()))
                .hasMessageContaining("the numbers of none rise as a time's do; the columns are q_a, q_b");
        assertThatThrownBy(() -> ColumnProposal.of(write("t,what\n1,2\n2,3\n"), List.of(), List.of()))
                .hasMessageContaining("nothing but the time is understood of the columns t, what");
    }

    @Test
    void theUnitTellsWhatAColumnHoldsWhoseWordsAreUnknown() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t;LeftKnee Stellung [deg];r_knee Stellung [deg];LeftKnee Geschw. [deg/s];ax (mg);Beschl. Y (g);"
                        + "left_hip_yaw [Nm];left_knee temp [deg]\n0;1;2;3;4;5;6;7\n0.01;1;2;3;4;5;6;7\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.json())
                .contains(
                        "\"LeftKnee Stellung [deg]\" : \"joint_positions.left_knee [deg]\"",
                        "\"r_knee Stellung [deg]\" : \"joint_positions.right_knee [deg]\"",
                        "\"LeftKnee Geschw. [deg/s]\" : \"joint_velocities.left_knee [deg/s]\"",
                        "\"ax (mg)\" : \"imu.3 [mg]\"",
                        "\"Beschl. Y (g)\" : \"imu.4 [g]\"",
                        "\"left_hip_yaw [Nm]\" : \"joint_efforts.left_hip_yaw\"");
        assertThat(proposal.notUnderstood()).containsExactly("left_knee temp [deg]");
        assertThat(proposal.remarks())
                .contains(
                        "joint positions told by their unit alone: check it (\"LeftKnee Stellung [deg]\")",
                        "the IMU is not used until all six of its values are named in the map; not found: gyroscope x,"
                                + " gyroscope y, gyroscope z, accelerometer z");
    }

    @Test
    void ofTwoKindsOfColumnsThatMayBeThePositionsNoneIsTaken() throws IOException {
        ColumnProposal proposal = ColumnProposal.of(
                write("t,left_knee soll [deg],left_knee ist [deg],left_knee_vel\n0,1,2,3\n0.01,1,2,3\n"),
                JOINTS,
                CONTACTS);
        assertThat(proposal.notUnderstood()).containsExactly("left_knee soll [deg]", "left_knee ist [deg]");
        assertThat(proposal.remarks())
                .contains(
                        "2 kinds of columns may be the joint positions, such as \"left_knee soll [deg]\": name them in"
                                + " the map");
    }

    @Test
    @Tag("data")
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
        return json.replaceAll("(?s).*" + Pattern.quote("\"" + name + "\"") + " : \"(.*?)\".*", "$1");
    }

    private Path write(String text) throws IOException {
        return Files.write(folder.resolve("log.csv"), text.getBytes(StandardCharsets.UTF_8));
    }
}
