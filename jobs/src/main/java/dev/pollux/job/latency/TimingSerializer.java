package dev.pollux.job.latency;

import dev.pollux.job.latency.Timing.Outcome;
import dev.pollux.job.state.VersionedSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: robot, outcome, append time, errors, then the numbers in the order of the fields. */
public final class TimingSerializer extends VersionedSerializer<Timing> {
    private static final long serialVersionUID = 1L;

    public static final TimingSerializer INSTANCE = new TimingSerializer();

    private TimingSerializer() {
        super(Timing.class, 1, true);
    }

    @Override
    protected void write(Timing timing, DataOutputView out) throws IOException {
        out.writeUTF(timing.robot);
        out.writeUTF(timing.outcome.name());
        out.writeLong(timing.appendMillis);
        out.writeShort(timing.errors.length);
        for (double error : timing.errors) {
            out.writeDouble(error);
        }
        out.writeLong(timing.stampNanos);
        out.writeLong(timing.missing);
        out.writeLong(timing.transport);
        out.writeLong(timing.sync);
        out.writeLong(timing.compute);
        out.writeLong(timing.endToEnd);
    }

    @Override
    protected Timing read(int version, DataInputView in) throws IOException {
        String robot = in.readUTF();
        Outcome outcome = Outcome.valueOf(in.readUTF());
        long appendMillis = in.readLong();
        double[] errors = new double[in.readUnsignedShort()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = in.readDouble();
        }
        Timing timing = new Timing(robot, outcome, appendMillis, errors);
        timing.stampNanos = in.readLong();
        timing.missing = in.readLong();
        timing.transport = in.readLong();
        timing.sync = in.readLong();
        timing.compute = in.readLong();
        timing.endToEnd = in.readLong();
        return timing;
    }
}
