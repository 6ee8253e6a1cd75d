package dev.pollux.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.ReferenceData;
import dev.pollux.recording.RecordedFrame;
import dev.pollux.recording.Recording;
import dev.pollux.robot.BuiltInModels;
import dev.pollux.state.TwinEvent;
import dev.pollux.state.TwinEvent.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The twin on MuJoCo recordings of the humanoid with noisy sensors: what it tells of pushes and falls. */
@Tag("data")
class RecordedHumanoidTest {
    /** An event and the true time it was told at. */
    private record Told(int episode, double time, TwinEvent event) {}

    @Test
    void everyFallIsAnnouncedAFifthOfASecondAheadOfHalfHeight() throws Exception {
        List<Told> told = run("push-fall");
        Map<Integer, Double> halfHeight = halfHeight("push-fall");
        assertThat(halfHeight).hasSize(10);
        halfHeight.forEach((episode, time) -> {
            double announced = told.stream()
                    .filter(t -> t.episode == episode && t.event.kind() == Kind.FALL_RISK)
                    .mapToDouble(Told::time)
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
            assertThat(time - announced).as("episode " + episode).isGreaterThan(0.2);
        });
        assertThat(told.stream().filter(t -> t.event.kind() == Kind.FALLEN)).hasSize(10);
    }

    @Test
    void survivedPushesAndWalkingRaiseNoFallAlarm() throws Exception {
        for (String quiet : List.of("push-survive", "walk", "stand")) {
            assertThat(run(quiet))
                    .as(quiet)
                    .noneMatch(t -> t.event.kind() == Kind.FALL_RISK || t.event.kind() == Kind.FALLEN);
        }
    }

    @Test
    void strongPushesAreToldWithTheForceThatExplainsThem() throws Exception {
        List<Told> told = run("stand");
        JsonNode pushes = ReferenceData.records("humanoid/humanoid_28-stand.clean.jsonl.gz")
                .get(0)
                .get("pushes");
        int strong = 0;
        for (JsonNode push : pushes) {
            double x = push.get("force").get(0).doubleValue();
            double y = push.get("force").get(1).doubleValue();
            double start = push.get("t0").doubleValue();
            double end = push.get("t1").doubleValue();
            if (Math.hypot(x, y) < 0.1 * 70 * 9.81) {
                continue;
            }
            strong++;
            Told event = told.stream()
                    .filter(t -> t.event.kind() == Kind.DIVERGED && t.time > start && t.time < end + 0.05)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("push at " + start + " s was not told: " + told));
            double fx = event.event.numbers().getOrDefault("external_force_x_n", 0.0);
            double fy = event.event.numbers().getOrDefault("external_force_y_n", 0.0);
            // the estimate is still rising through its 40 ms of smoothing: right in direction, not beyond the size
            double cosine = (fx * x + fy * y) / (Math.hypot(fx, fy) * Math.hypot(x, y));
            assertThat(cosine).as("direction at " + start + " s").isGreaterThan(0.9);
            assertThat(Math.hypot(fx, fy)).isBetween(0.25 * Math.hypot(x, y), 1.1 * Math.hypot(x, y));
        }
        assertThat(strong).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aWalkThatFollowsItsModelIsNotToldAsDiverged() throws Exception {
        assertThat(run("walk")).noneMatch(t -> t.event.kind() == Kind.DIVERGED);
    }

    private static Map<Integer, Double> halfHeight(String name) {
        Map<Integer, Double> start = new HashMap<>();
        Map<Integer, Double> half = new HashMap<>();
        List<JsonNode> clean = ReferenceData.records("humanoid/humanoid_28-" + name + ".clean.jsonl.gz");
        for (JsonNode r : clean.subList(1, clean.size())) {
            int episode = r.get("episode").intValue();
            double z = r.get("base_pos").get(2).doubleValue();
            start.putIfAbsent(episode, z);
            if (z < start.get(episode) / 2) {
                half.putIfAbsent(episode, r.get("t").doubleValue());
            }
        }
        return half;
    }

    private static List<Told> run(String name) throws Exception {
        FollowedRobot robot = new FollowedRobot(BuiltInModels.humanoid28(), 10_000_000, 20_000_000, 50_000_000);
        RecordedFrame recorded = new RecordedFrame();
        List<Told> told = new ArrayList<>();
        int episode = -1;
        try (Recording recording =
                Recording.open(ReferenceData.file("humanoid/humanoid_28-" + name + ".noisy.jsonl.gz"))) {
            while (recording.next(recorded)) {
                if (recorded.episode != episode) {
                    episode = recorded.episode;
                    robot = new FollowedRobot(robot.twin);
                }
                for (TwinEvent event : robot.follow(recorded.frame).forecast().events) {
                    told.add(new Told(episode, recorded.truth.stampNanos * 1e-9, event));
                }
            }
        }
        return told;
    }
}
