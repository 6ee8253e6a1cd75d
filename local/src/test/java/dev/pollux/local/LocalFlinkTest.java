package dev.pollux.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.TwinJob;
import dev.pollux.job.options.JobOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class LocalFlinkTest {
    @Test
    void checkpointsAndSavepointsLieInTheFolderThatIsNamedAlsoWhereItsNameHasSpaces(@TempDir Path parent)
            throws Exception {
        Path folder = Files.createDirectory(parent.resolve("a b%c"));
        try (LocalPipeline pipeline = LocalPipeline.start(1, 1, 1)) {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(1);
            TwinJob.build(
                    env,
                    JobOptions.of(
                            "--kafka.bootstrap.servers=" + pipeline.kafka().bootstrapServers(),
                            "--checkpoint.directory=" + LocalFlink.address(folder.resolve("checkpoints"))));
            JobID job = pipeline.flink().submit(env);
            pipeline.flink().stop(job, folder.resolve("savepoints"));
        }
        try (Stream<Path> inside = Files.list(folder);
                Stream<Path> beside = Files.list(parent)) {
            assertThat(inside.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("checkpoints", "savepoints");
            assertThat(beside).containsExactly(folder);
        }
    }
}
