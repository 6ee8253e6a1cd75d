package dev.pollux.messages;

import dev.pollux.state.FrameRejectedException;
import dev.pollux.state.RejectReason;
import dev.pollux.state.SensorFrame;
import dev.pollux.state.UnusedParts.Kind;
import java.util.Arrays;
import java.util.List;

/** Reads what a frame says of its contacts: objects with a contact's name as key. */
final class ContactFields {
    private final KeptNames flagNames = new KeptNames(SensorFrame.MAX_CONTACTS);
    private final KeptNames wrenchNames = new KeptNames(SensorFrame.MAX_CONTACTS);
    private final MessageReader.Fields flag = this::flag;
    private final MessageReader.Fields wrench = this::wrench;
    private SensorFrame out = new SensorFrame();
    private String field = "";

    /** Reads the flags; false where there are none. */
    boolean readFlags(String name, MessageReader in, SensorFrame frame) throws FrameRejectedException {
        out = frame;
        field = name;
        flagNames.begin();
        in.object(name, flag);
        out.contactCount = flagNames.count();
        out.contactNames = flagNames.end();
        return out.contactCount > 0;
    }

    /** Reads the wrenches; false where there are none. */
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
        out.contacts[slot] = in.flag(field, slot) ? 1 : 0;
    }

    private void wrench(String contact, MessageReader in) throws FrameRejectedException {
        int slot = take(contact, wrenchNames);
        int measured = in.sensor(6, field, out.contactWrenches, 6 * slot);
        if (measured < 6) {
            Arrays.fill(out.contactWrenches, 6 * slot, 6 * slot + 6, Double.NaN);
        }
        if (measured > 0 && measured < 6) {
            out.unused.add(Kind.INCOMPLETE, field, contact, List.of());
        }
    }

    private int take(String contact, KeptNames names) throws FrameRejectedException {
        int slot = names.count();
        if (slot == SensorFrame.MAX_CONTACTS) {
            throw new FrameRejectedException(
                    RejectReason.UNKNOWN_CONTACT, field + " has more than " + SensorFrame.MAX_CONTACTS + " contacts");
        }
        if (names.contains(contact)) {
            throw new FrameRejectedException(
                    RejectReason.MALFORMED, field + " names " + Shown.text(contact) + " twice");
        }
        names.add(contact);
        return slot;
    }
}
