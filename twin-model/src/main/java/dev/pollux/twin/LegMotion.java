package dev.pollux.twin;

import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/** Whether the legs move, so that no IMU, no drive and no loaded sole stays as it was to the last bit. */
final class LegMotion {
    /** A joint moves when it does so by this, rad/s or m/s: far beyond what a sample of a joint at rest says. */
    static final double MOVES = 0.3;

    private final int[][] legs;

    LegMotion(RobotModel model) {
        legs = model.imu() == null ? new int[0][] : legs(model);
    }

    /** The joints between the IMU and each sole. */
    private static int[][] legs(RobotModel model) {
        SoleKinematics soles = new SoleKinematics(model, 0);
        int[][] legs = new int[model.contacts().size()][];
        Arrays.setAll(legs, soles::joints);
        return legs;
    }

    /** Whether a joint between IMU and soles moves, as the last frame left it. */
    boolean isSeen(TwinState state) {
        for (int[] leg : legs) {
            for (int j : leg) {
                if (Math.abs(state.joints.velocity[j]) > MOVES && state.joints.known[j]) {
                    return true;
                }
            }
        }
        return false;
    }
}
