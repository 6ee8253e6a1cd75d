package dev.pollux.inspect;

import dev.pollux.model.Frame;
import dev.pollux.model.RobotModel;
import java.util.ArrayList;
import java.util.List;

/**
 * A body of the robot's tree with the names of its links.
 *
 * @param link the link that moves
 * @param parent its parent link; empty for the base
 * @param joint the independent joint that moves it; empty for the base
 * @param ratio its motion per rad or m of that joint: 1, or a follower's multiplier
 * @param depth number of joints between it and the base
 * @param mass including fixed links, kg
 * @param fixed the links fixed to it
 */
record Body(String link, String parent, String joint, double ratio, int depth, double mass, List<String> fixed) {
    Body {
        fixed = List.copyOf(fixed);
    }

    /** All bodies in depth-first order. */
    static List<Body> of(RobotModel model) {
        List<Body> bodies = new ArrayList<>();
        add(model, 0, 0, bodies);
        return bodies;
    }

    private static void add(RobotModel model, int body, int depth, List<Body> into) {
        List<String> links = linksOf(model, body);
        int above = model.tree().parent[body];
        int joint = model.tree().joint[body];
        into.add(new Body(
                links.get(0),
                above < 0 ? "" : linksOf(model, above).get(0),
                joint < 0 ? "" : model.joints().get(joint).name(),
                model.tree().ratio[body],
                depth,
                model.tree().inertia[10 * body],
                links.subList(1, links.size())));
        for (int b = body + 1; b < model.tree().bodies; b++) {
            if (model.tree().parent[b] == body) {
                add(model, b, depth + 1, into);
            }
        }
    }

    static List<String> linksOf(RobotModel model, int body) {
        return model.frames().stream()
                .filter(frame -> frame.body() == body)
                .map(Frame::name)
                .toList();
    }
}
