package dev.pollux.robot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pollux.model.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part of the description with its path, for error messages. Errors are collected, so that all can be reported at
 * once; a value of the right type is returned in place of a wrong one.
 *
 * @param wrong receives a sentence for each error; the same for all parts of a description
 */
record DescriptionNode(String path, JsonNode json, List<String> wrong) {

    /** The members of an object; unknown keys are errors. */
    Map<String, DescriptionNode> object(List<String> known) {
        Map<String, DescriptionNode> members = members();
        for (String key : members.keySet()) {
            if (!known.contains(key)) {
                complain("unknown key \"" + shortened(key) + "\"" + NearestName.hint(key, known) + "; known are "
                        + String.join(", ", known));
            }
        }
        return members;
    }

    /** The members of an object whose keys are names; null members count as absent. */
    Map<String, DescriptionNode> members() {
        if (!json.isObject()) {
            complainExpecting("an object");
            return Map.of();
        }
        Map<String, DescriptionNode> members = new LinkedHashMap<>();
        json.properties().forEach(member -> {
            if (!member.getValue().isNull()) {
                String at = path.isEmpty() ? shortened(member.getKey()) : path + "." + shortened(member.getKey());
                members.put(member.getKey(), new DescriptionNode(at, member.getValue(), wrong));
            }
        });
        return members;
    }

    List<DescriptionNode> list(int most) {
        if (!json.isArray()) {
            complainExpecting("a list");
            return List.of();
        }
        if (json.size() > most) {
            complain("has " + json.size() + " entries, at most " + most + " are read");
            return List.of();
        }
        List<DescriptionNode> entries = new ArrayList<>();
        for (JsonNode entry : json) {
            entries.add(new DescriptionNode(path + "[" + entries.size() + "]", entry, wrong));
        }
        return entries;
    }

    String text() {
        if (!json.isTextual() || json.textValue().isBlank()) {
            complainExpecting("a text that is not empty");
            return "";
        }
        return json.textValue();
    }

    double number() {
        if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
            complainExpecting("a finite number");
            return 0;
        }
        return json.doubleValue();
    }

    boolean flag() {
        if (!json.isBoolean()) {
            complainExpecting("true or false");
        }
        return json.booleanValue();
    }

    /** The text of a required member. */
    static String requiredText(Map<String, DescriptionNode> members, String key, DescriptionNode owner) {
        DescriptionNode member = members.get(key);
        if (member == null) {
            if (owner.json.isObject()) { // otherwise the error is already reported
                owner.complain("needs the key \"" + key + "\"");
            }
            return "";
        }
        return member.text();
    }

    static double number(@Nullable DescriptionNode node, double otherwise) {
        return node == null ? otherwise : node.number();
    }

    private void complainExpecting(String what) {
        complain("is " + shortened(json.toString()) + ", expected " + what);
    }

    /** Reports an error of this part. */
    void complain(String reason) {
        wrong.add("robot description" + (path.isEmpty() ? "" : ", " + path) + ": " + reason);
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
