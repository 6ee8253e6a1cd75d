package dev.pollux.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.model.RobotModel;
import dev.pollux.robot.BuiltInModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JointSizesTest {
    private static final RobotModel ROBOT = BuiltInModels.humanoid28();

    @TempDir
    Path folder;

    @Test
    void smallNumbersThatOnlyFitTheLimitsInDegreesAreTakenInDegrees() throws IOException {
        ColumnProposal proposal =
                proposed("time,left_knee,right_knee,left_knee_vel", "0,4.01,5.98,1", "0.01,4.02,6.01,1");
        assertThat(proposal.json())
                .contains("\"joint_positions.left_knee [deg]\"", "\"joint_velocities.left_knee [deg/s]\"");
        assertThat(proposal.remarks())
                .contains(
                        "joint positions (2 columns) taken in deg: in rad 2 joints would be beyond the model's limits,"
                                + " \"left_knee\" reaches 4.020 rad with a limit of 2.300 rad, and in deg none is: check it");
    }

    @Test
    void oneJointBeyondItsLimitIsDoubtedAndItsUnitKept() throws IOException {
        ColumnProposal proposal = proposed(
                "time,left_knee,right_knee,left_elbow,right_elbow,waist_yaw",
                "0,3.01,0.5,-0.5,-0.5,0",
                "0.01,3.01,0.5,-0.5,-0.5,0");
        assertThat(proposal.json()).doesNotContain("deg");
        assertThat(proposal.remarks())
                .contains(
                        "1 of 5 joints would be beyond the model's limits, \"left_knee\" reaches 3.010 rad with a limit"
                                + " of 2.300 rad: check the unit, the zeros and the model");
    }

    @Test
    void aSaidUnitThatLeadsBeyondTheLimitsIsDoubted() throws IOException {
        ColumnProposal proposal = proposed("time,left_knee [rad],right_knee [rad]", "0,40,50", "0.01,40,50");
        assertThat(proposal.remarks()).anyMatch(told -> told.startsWith("2 of 2 joints would be beyond"));
    }

    @Test
    void anglesWithinTheLimitsAreNotDoubted() throws IOException {
        assertThat(proposed("time,left_knee,right_knee", "0,0.4,0.5", "0.01,0.4,0.5")
                        .remarks())
                .noneMatch(told -> told.contains("limit"));
    }

    @Test
    void encoderCountsAreNotTaken() throws IOException {
        ColumnProposal proposal =
                proposed("time,left_knee,right_knee,left_knee_vel", "0,7255,-40,0.1", "0.01,7256,-41,0.1");
        assertThat(proposal.json()).doesNotContain("joint_positions").contains("joint_velocities.left_knee");
        assertThat(proposal.notUnderstood()).containsExactly("left_knee", "right_knee");
        assertThat(proposal.jointsWithoutPosition()).contains("left_knee");
        assertThat(proposal.remarks())
                .anyMatch(told -> told.startsWith(
                        "joint positions look like encoder counts (\"left_knee\" reaches 7256, more than 3 turns"));
    }

    @Test
    void countsOfAnUnknownRobotAreToldByTheirWholeNumbersAndAWheelIsNone() throws IOException {
        Path counts = write("time,wing_pos", "0,7255", "0.01,7256");
        assertThatThrownBy(() -> ColumnProposal.of(counts, List.of(), List.of()))
                .hasMessageContaining("look like encoder counts");
        Path wheel = write("time,wheel_pos", "0,7255.5", "0.01,7256.1");
        assertThat(ColumnProposal.of(wheel, List.of(), List.of()).json()).contains("joint_positions.wheel [deg]");
    }

    @Test
    void anglesOfOneTurnFromZeroOnAreToldAsWrapped() throws IOException {
        String told = "joint positions are wrapped to one turn from 0 on (\"left_ankle_pitch\" reaches 339.3)";
        assertThat(proposed("time,left_knee,left_ankle_pitch", "0,40,339", "0.01,40.1,339.3")
                        .remarks())
                .anyMatch(remark -> remark.startsWith(told));
        assertThat(proposed("time,left_knee,left_hip_yaw", "0,0.7,6.28", "0.01,0.7,6.27")
                        .remarks())
                .as("in rad")
                .anyMatch(remark -> remark.startsWith("joint positions are wrapped"));
        assertThat(ColumnProposal.of(write("time,wing_pos", "0,0.1", "0.01,359.9"), List.of(), List.of())
                        .remarks())
                .as("of an unknown robot, by the leap")
                .anyMatch(remark -> remark.startsWith("joint positions are wrapped"));
        assertThat(proposed("time,left_knee,right_knee", "0,40,50", "0.01,40.1,50")
                        .remarks())
                .noneMatch(remark -> remark.contains("wrapped"));
    }

    @Test
    void effortsFarBeyondTheModelsAreTakenInThousandths() throws IOException {
        ColumnProposal proposal = proposed(
                "time,left_knee_pos,left_knee_torque,right_knee_torque", "0,0.1,40000,12", "0.01,0.1,40001,12");
        assertThat(proposal.json()).contains("\"joint_efforts.left_knee [mNm]\"", "\"joint_efforts.right_knee [mNm]\"");
        assertThat(proposal.remarks())
                .contains(
                        "joint efforts (2 columns) taken in mNm: \"left_knee_torque\" reaches 4.000e+04, and the model's"
                                + " limit is 320.0 Nm: check it");
    }

    @Test
    void anAccelerometerWithoutGravityIsNotTakenInG() throws IOException {
        ColumnProposal proposal =
                proposed("time,left_knee,acc_x,acc_y,acc_z", "0,0.1,0.2,0.1,1.3", "0.01,0.1,0.2,0.1,1.31");
        assertThat(proposal.json()).doesNotContain("[g]");
        assertThat(proposal.remarks())
                .anyMatch(told -> told.contains("gravity seems to be taken out of it: at rest it should measure 9.81"));
        assertThat(proposed("time,left_knee,acc_x,acc_y,acc_z", "0,0.1,0,0,1.05", "0.01,0.1,0,0,1.05")
                        .json())
                .contains("imu.5 [g]");
    }

    private ColumnProposal proposed(String... lines) throws IOException {
        return ColumnProposal.of(write(lines), ROBOT);
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(folder.resolve("log.csv"), String.join("\n", lines) + "\n");
    }
}
