package dev.pollux.model;

import java.util.ArrayList;
import java.util.List;

/** Distinguishes a URDF from xacro source. */
final class Xacro {
    /** The first macro or expression, as the start of a sentence; empty if there is none. */
    private String first = "";

    private final List<String> macros = new ArrayList<>();

    /** Searches elements of the name space xacro, and expressions such as <code>${pi / 2}</code>. */
    Xacro(XmlElement robot) {
        look(robot);
    }

    /** Whether a name is an expression, which cannot be read without xacro. */
    static boolean isExpression(String name) {
        return name.contains("${") || name.contains("$(");
    }

    private void look(XmlElement element) {
        if (element.tag.startsWith("xacro:")) {
            macros.add(XmlElement.shortened(element.tag));
            found(element.sentence("is a macro"));
        }
        element.attributes.forEach((name, value) -> {
            // the name of a mesh file may contain anything
            if (!name.equals("filename") && isExpression(value)) {
                found(element.sentence(name + "=\"" + XmlElement.shortened(value) + "\" is an expression"));
            }
        });
        element.children.forEach(this::look);
    }

    private void found(String what) {
        first = first.isEmpty() ? what : first;
    }

    /** @throws UrdfException if there are macros or expressions, which cause all other errors */
    void complain() {
        if (!first.isEmpty()) {
            throw new UrdfException(sentence());
        }
    }

    /** The errors of a file; macros or expressions, if any, come first. */
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

    /** Warns about macros in a file that is readable without them. */
    void warn(Findings findings) {
        if (!macros.isEmpty()) {
            findings.warnings.add("xacro: macros were passed over: "
                    + String.join(", ", macros.stream().distinct().toList())
                    + "; run xacro on the file, if they belong to the robot");
        }
    }
}
