package dev.pollux.twin;

import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events about contact flags that are stuck or work again, with the names of the contacts. */
final class StuckFlagEvents {
    final List<String> inTheAir = new ArrayList<>();
    final List<String> onTheGround = new ArrayList<>();
    final List<String> works = new ArrayList<>();

    /**
     * Adds the events.
     *
     * @param loads whether loads showed the error of those that are off
     * @param others whether there are flags that are on
     * @param used whether flags that are stuck on are used nevertheless
     */
    void tell(boolean loads, boolean others, boolean used, List<TwinEvent> events) {
        if (!inTheAir.isEmpty()) {
            String words = loads
                    ? stuckAt(inTheAir, "in the air") + ", while its load says that it carries the robot; "
                    : others
                            ? stuckAt(inTheAir, "in the air")
                                    + ", also while no other foot, or a higher one, is said to stand and"
                                    + " the IMU shows that something carries the robot; "
                            : "all contact flags say that the feet are in the air (" + String.join(", ", inTheAir)
                                    + "), while the"
                                    + " IMU shows that something carries the robot: it hangs or sits, or the flags are stuck,"
                                    + " and no load shows which; ";
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    words + (inTheAir.size() > 1 ? "not used until they change" : "not used until it changes"),
                    Map.of()));
        }
        if (!onTheGround.isEmpty()) {
            events.add(new TwinEvent(
                    used ? Kind.LIMITED : Kind.SENSOR_REFUSED,
                    stuckAt(onTheGround, "on the ground")
                            + ", also while the leg lifts it above the other; "
                            + (used ? "still used, as no load shows which feet stand" : "not used until it changes"),
                    Map.of()));
        }
        if (!works.isEmpty()) {
            events.add(new TwinEvent(
                    Kind.SENSOR_REFUSED,
                    "the contact flag of " + String.join(", ", works) + " changes again as the rest says: it is used",
                    Map.of()));
        }
    }

    private static String stuckAt(List<String> names, String where) {
        return "the contact flag of " + String.join(", ", names)
                + " seems to be stuck: it says all the time that the foot is " + where;
    }
}
