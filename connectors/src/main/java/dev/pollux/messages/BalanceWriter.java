package dev.pollux.messages;

import dev.pollux.state.BalanceState;

/** Writes how a robot stands; nothing where it is not known. */
final class BalanceWriter {
    private static final EncodedText BALANCE = new EncodedText("balance");
    private static final EncodedText COM = new EncodedText("com");
    private static final EncodedText COM_VELOCITY = new EncodedText("com_velocity");
    private static final EncodedText CAPTURE_POINT = new EncodedText("capture_point");
    private static final EncodedText ZMP = new EncodedText("zmp");
    private static final EncodedText ZMP_MARGIN = new EncodedText("zmp_margin");
    private static final EncodedText FRICTION_MARGIN = new EncodedText("friction_margin");
    private static final EncodedText CAPTURE_MARGIN = new EncodedText("capture_margin");

    private BalanceWriter() {}

    static void write(BalanceState balance, MessageWriter out) {
        if (!balance.known) {
            return;
        }
        out.field(BALANCE);
        out.beginObject();
        out.computed(COM, balance.com, 0, 3);
        out.computed(COM_VELOCITY, balance.comVelocity, 0, 3);
        out.computed(CAPTURE_POINT, balance.capturePoint, 0, 2);
        if (balance.grounded) {
            out.computed(ZMP, balance.zmp, 0, 2);
            out.computed(ZMP_MARGIN, balance.zmpMargin);
            out.computed(CAPTURE_MARGIN, balance.captureMargin);
            if (!Double.isNaN(balance.frictionMargin)) {
                out.computed(FRICTION_MARGIN, balance.frictionMargin);
            }
        }
        out.endObject();
    }
}
