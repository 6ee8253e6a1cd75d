package dev.pollux.messages;

import dev.pollux.model.Printable;
import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedFields.Kind;
import java.util.Arrays;
import java.util.List;

/** Reads the contacts of a frame: objects with contact names as keys. */
final class ContactFields {
    private final NameListCache flagNames = new NameListCache(SensorFrame.MAX_CONTACTS);
    private final NameListCache wrenchNames = new NameListCache(SensorFrame.MAX_CONTACTS);
    private final MessageReader.Fields flag = this::flag;
    private final MessageReader.Fields wrench = this::wrench;
    private SensorFrame out = new SensorFrame();
    private String field = "";

    /** Reads the flags; false if there are none. */
    boolean readFlags(String name, MessageReader in, SensorFrame frame) throws FrameRejectedException {
        out = frame;
        field = name;
        flagNames.begin();
        in.object(name, flag);
        out.contactCount = flagNames.count();
        out.contactNames = flagNames.end();
        return out.contactCount > 0;
    }

    /** Reads the wrenches; false if there are none. */
    boolean readWrenches(String name, MessageReader in, SensorFrame frame) throws FrameRejectedException {
        out = frame;
        field = name;
        wrenchNames.begin();
        in.object(name, wrench);
        out.wrenchCount = wrenchNames.count();
        out.wrenchNames = wrenchNames.end();
        return out.wrenchCount > 0;
    }

    private void flag(String contact, MessageReader in) throws FrameRejectedException {
        int slot = take(contact, flagNames);
        try {
            out.contacts[slot] = in.flag(field, -1) ? 1 : 0;
        } catch (FrameRejectedException wrong) {
            throw of(contact, wrong);
        }
    }

    private void wrench(String contact, MessageReader in) throws FrameRejectedException {
        int slot = take(contact, wrenchNames);
        int measured;
        try {
            measured = in.sensor(6, field, out.contactWrenches, 6 * slot);
        } catch (FrameRejectedException wrong) {
            throw of(contact, wrong);
        }
        if (measured < 6) {
            Arrays.fill(out.contactWrenches, 6 * slot, 6 * slot + 6, Double.NaN);
        }
        if (measured > 0 && measured < 6) {
            out.unused.add(Kind.INCOMPLETE, field, contact, List.of());
        }
    }

    /** The same error with the contact's name after the field's: {@code contact_wrenches of "left_sole" has ...}. */
    private FrameRejectedException of(String contact, FrameRejectedException wrong) {
        String said = String.valueOf(wrong.getMessage());
        return said.startsWith(field)
                ? new FrameRejectedException(
                        wrong.reason(), field + " of " + Printable.quoted(contact) + said.substring(field.length()))
                : wrong;
    }

    private int take(String contact, NameListCache names) throws FrameRejectedException {
        int slot = names.count();
        if (slot == SensorFrame.MAX_CONTACTS) {
            throw new FrameRejectedException(
                    RejectReason.UNKNOWN_CONTACT, field + " has more than " + SensorFrame.MAX_CONTACTS + " contacts");
        }
        if (names.contains(contact)) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED, field + " names " + Printable.quoted(contact) + " twice");
        }
        names.add(contact);
        return slot;
    }
}
