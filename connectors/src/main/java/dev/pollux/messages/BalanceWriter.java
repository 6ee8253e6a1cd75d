package dev.pollux.messages;

import dev.pollux.state.BalanceState;

/** Writes the balance of a robot; nothing if it is unknown. */
final class BalanceWriter {

    private BalanceWriter() {}

    static void write(BalanceState balance, MessageWriter out) {
        if (!balance.known) {
            return;
        }
        out.field(MessageField.BALANCE);
        out.beginObject();
        out.computed(MessageField.COM, balance.com, 0, 3);
        out.computed(MessageField.COM_VELOCITY, balance.comVelocity, 0, 3);
        out.computed(MessageField.CAPTURE_POINT, balance.capturePoint, 0, 2);
        if (balance.grounded) {
            out.computed(MessageField.ZMP, balance.zmp, 0, 2);
            out.computed(MessageField.ZMP_MARGIN, balance.zmpMargin);
            out.computed(MessageField.CAPTURE_MARGIN, balance.captureMargin);
            if (!Double.isNaN(balance.frictionMargin)) {
                out.computed(MessageField.FRICTION_MARGIN, balance.frictionMargin);
            }
        }
        out.endObject();
    }
}
