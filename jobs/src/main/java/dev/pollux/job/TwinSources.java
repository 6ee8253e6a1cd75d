package dev.pollux.job;

import dev.pollux.job.state.FrameRecord;
import org.apache.flink.api.connector.source.Source;

/**
 * The sources of the job.
 *
 * @param frames {@code robot.frames}
 * @param models {@code robot.models}
 */
public record TwinSources(Source<FrameRecord, ?, ?> frames, Source<FrameRecord, ?, ?> models) {}
