package dev.pollux.messages;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.pollux.state.BalanceState;
import java.io.IOException;

/** Writes how a robot stands; nothing where it is not known. */
final class BalanceWriter {
    private static final SerializedString BALANCE = new SerializedString("balance");
    private static final SerializedString COM = new SerializedString("com");
    private static final SerializedString COM_VELOCITY = new SerializedString("com_velocity");
    private static final SerializedString CAPTURE_POINT = new SerializedString("capture_point");
    private static final SerializedString ZMP = new SerializedString("zmp");
    private static final SerializedString ZMP_MARGIN = new SerializedString("zmp_margin");
    private static final SerializedString FRICTION_MARGIN = new SerializedString("friction_margin");
    private static final SerializedString CAPTURE_MARGIN = new SerializedString("capture_margin");

    private BalanceWriter() {}

    static void write(BalanceState balance, MessageWriter out, JsonGenerator g) throws IOException {
        if (!balance.known) {
            return;
        }
        g.writeFieldName(BALANCE);
        g.writeStartObject();
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
        g.writeEndObject();
    }
}
