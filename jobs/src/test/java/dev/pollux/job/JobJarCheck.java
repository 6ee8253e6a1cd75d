package dev.pollux.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.job.options.TwinOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is in the jar that {@code flink run} gets; run in the verify phase, when there is one. */
@Tag("process")
class JobJarCheck {
    private static final Path JAR = Path.of("target", "pollux-job.jar");

    @Test
    void flinksRuntimeIsNotInTheJar() throws Exception {
        assertThat(classes().stream().filter(name -> name.startsWith("org/apache/flink/")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("org/apache/flink/connector/")
                        || name.startsWith("org/apache/flink/streaming/connectors/kafka/")
                        || name.endsWith("/JSONKeyValueDeserializationSchema.class")); // the Kafka connector's
        assertThat(classes()).noneMatch(name -> name.matches("org/(slf4j|apache/log(4j|ging))/.*"));
    }

    @Test
    void whatTheJobNeedsIsInTheJar() throws Exception {
        assertThat(classes())
                .contains(
                        "dev/pollux/job/TwinJob.class",
                        "dev/pollux/twin/DigitalTwin.class",
                        "dev/pollux/messages/FrameDecoder.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/connector/base/DeliveryGuarantee.class",
                        "org/apache/kafka/clients/producer/KafkaProducer.class",
                        "org/HdrHistogram/IntCountsHistogram.class",
                        "com/fasterxml/jackson/dataformat/cbor/CBORFactory.class");
    }

    @Test
    void whatGradesTheTwinAndWhatRunsItOnOneMachineIsNotInTheJar() throws Exception {
        assertThat(classes())
                .noneMatch(name -> name.matches("dev/pollux/(evaluation|local|play|report|demo|cli|benchmarks)/.*"));
    }

    @Test
    void theMainClassIsTheJob() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo(JobMain.class.getName());
        }
    }

    @Test
    void theNoticesOfPolluxAndOfWhatOthersMadeAreInTheJar() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String notice = new String(
                    jar.getInputStream(jar.getEntry("META-INF/NOTICE")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(notice)
                    .contains(
                            "Copyright 2026 The Pollux authors", "zstd-jni", "Apache Flink", "Jackson JSON processor");
        }
    }

    @Test
    void theJarAloneTellsItsOptions() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        JAR.toString(),
                        "--help")
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(printed).isZero();
        assertThat(printed.lines()).allMatch(line -> line.length() <= 80);
        TwinOptions.ALL.forEach(option -> assertThat(printed).contains("--" + option.key() + "="));
    }

    @Test
    void theJarAloneSaysInOneLineThatItNeedsFlink() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(printed).isEqualTo(1);
        assertThat(printed.lines())
                .containsExactly(
                        "pollux-job: Flink's classes are missing: start this jar with 'flink run', or look at --help");
    }

    private static List<String> classes() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
        }
    }
}
