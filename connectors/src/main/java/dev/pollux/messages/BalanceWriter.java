package dev.pollux.messages;

import dev.pollux.state.BalanceState;

/** Writes how a robot stands; nothing where it is not known. */
final class BalanceWriter {
    private static final Word BALANCE = new Word("balance");
    private static final Word COM = new Word("com");
    private static final Word COM_VELOCITY = new Word("com_velocity");
    private static final Word CAPTURE_POINT = new Word("capture_point");
    private static final Word ZMP = new Word("zmp");
    private static final Word ZMP_MARGIN = new Word("zmp_margin");
    private static final Word FRICTION_MARGIN = new Word("friction_margin");
    private static final Word CAPTURE_MARGIN = new Word("capture_margin");

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
