package dev.pollux.robot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.NearestName;
import dev.pollux.model.UrdfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the description with the way to it, which its complaints name. */
record DescriptionNode(String path, JsonNode json) {

    /** The members of an object; keys that are not among the known ones are an error. */
    Map<String, DescriptionNode> object(List<String> known) {
        Map<String, DescriptionNode> members = members();
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                throw error("unknown key \"" + shortened(key) + "\"" + NearestName.hint(key, known) + "; known are "
                        + String.join(", ", known));
            }
        }
        return members;
    }

    /** The members of an object whose keys are names; members that are null count as absent. */
    Map<String, DescriptionNode> members() {
        if (!json.isObject()) {
            throw expected("an object");
        }
        Map<String, DescriptionNode> members = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                String at = path.isEmpty() ? shortened(member.getKey()) : path + "." + shortened(member.getKey());
                members.put(member.getKey(), new DescriptionNode(at, member.getValue()));
            }
        });
        return members;
    }

    List<DescriptionNode> list(int most) {
        if (!json.isArray()) {
            throw expected("a list");
        }
        if (json.size() > most) {
            throw error("has " + json.size() + " entries, at most " + most + " are read");
        }
        List<DescriptionNode> entries = new ArrayList<>();
        for (JsonNode entry : json) {
            entries.add(new DescriptionNode(path + "[" + entries.size() + "]", entry));
        }
        return entries;
    }

    String text() {
        if (!json.isTextual() || json.textValue().isBlank()) {
            throw expected("a text that is not empty");
        }
        return json.textValue();
    }

    double number() {
        if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
            throw expected("a finite number");
        }
        return json.doubleValue();
    }

    boolean flag() {
        if (!json.isBoolean()) {
            throw expected("true or false");
        }
        return json.booleanValue();
    }

    static DescriptionNode required(Map<String, DescriptionNode> members, String key, DescriptionNode owner) {
        DescriptionNode member = members.get(key);
        if (member == null) {
            throw owner.error("needs the key \"" + key + "\"");
        }
        return member;
    }

    static double number(@Nullable DescriptionNode node, double otherwise) {
        return node == null ? otherwise : node.number();
    }

    private UrdfException expected(String what) {
        return error("is " + shortened(json.toString()) + ", expected " + what);
    }

    UrdfException error(String reason) {
        return new UrdfException("robot description" + (path.isEmpty() ? "" : ", " + path) + ": " + reason);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
