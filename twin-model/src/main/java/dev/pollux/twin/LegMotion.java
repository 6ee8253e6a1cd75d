package dev.pollux.twin;

import dev.pollux.estimation.feet.SoleKinematics;
import dev.pollux.model.RobotModel;
import dev.pollux.state.TwinState;
import java.util.Arrays;

/** Whether the legs move, so that IMU, efforts and loads cannot stay equal bit for bit. */
final class LegMotion {
    /** Speed from which a joint moves, rad/s or m/s: far above the noise of a joint at rest. */
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

    /** Whether a joint between IMU and soles moves, according to the last frame. */
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
