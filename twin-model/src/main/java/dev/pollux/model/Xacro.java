package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;

/** Tells a URDF from the macros it is made of. */
final class Xacro {
    /** The first macro or expression, as the beginning of a sentence; empty where there is none. */
    private String first = "";

    private final List<String> macros = new ArrayList<>();

    /** Looks for elements of the name space xacro, and for expressions such as <code>${pi / 2}</code>. */
    Xacro(XmlElement robot) {
        look(robot);
    }

    /** Whether a name is an expression: nothing that is called so can be read without xacro. */
    static boolean isExpression(String name) {
        return name.contains("${") || name.contains("$(");
    }

    private void look(XmlElement element) {
        if (element.tag.startsWith("xacro:")) {
            macros.add(XmlElement.shortened(element.tag));
            found(element.sentence("is a macro"));
        }
        element.attributes.forEach((name, value) -> {
            // The name of a mesh file may hold anything.
            if (!name.equals("filename") && isExpression(value)) {
                found(element.sentence(name + "=\"" + XmlElement.shortened(value) + "\" is an expression"));
            }
        });
        element.children.forEach(this::look);
    }

    private void found(String what) {
        first = first.isEmpty() ? what : first;
    }

    /** @throws UrdfException where there are macros or expressions: all else that is wrong comes from them */
    void complain() {
        if (!first.isEmpty()) {
            throw new UrdfException(sentence());
        }
    }

    /** What is wrong with a tree that could be read; where there are macros or expressions they come first. */
    UrdfException before(UrdfException wrong) {
        if (first.isEmpty()) {
            return wrong;
        }
        List<String> reasons = new ArrayList<>(List.of(sentence()));
        reasons.addAll(wrong.reasons());
        return new UrdfException(reasons);
    }

    private String sentence() {
        return first + " of xacro, not yet a URDF; run xacro on the file (xacro FILE > robot.urdf) and give what it"
                + " writes";
    }

    /** The macros of a file that can be read without them. */
    void warn(Findings findings) {
        if (!macros.isEmpty()) {
            findings.warnings.add("xacro: macros were passed over: "
                    + String.join(", ", macros.stream().distinct().toList())
                    + "; run xacro on the file, if they belong to the robot");
        }
    }
}
