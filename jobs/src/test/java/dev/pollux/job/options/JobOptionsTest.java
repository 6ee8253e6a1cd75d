package dev.pollux.job.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobOptionsTest {
    @TempDir
    private Path directory;

    @Test
    void aResimulationLooksNoFurtherThanItMay() {
        JobOptions.of("--predict.predictor=resimulated", "--predict.horizons=10 ms, 1 s");
        JobOptions.of("--predict.horizons=2 s");
        assertThatThrownBy(() -> JobOptions.of("--predict.predictor=resimulated", "--predict.horizons=10 ms, 2 s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("predict.horizons has 2000 ms")
                .hasMessageContaining("at most 1.0 s");
    }

    @Test
    void anArgumentWinsOverTheEnvironmentAndThatOverTheFile() throws Exception {
        Path file = directory.resolve("twin.properties");
        Files.writeString(file, "window.size = 1 s\nmodel.wait = 1 s\nstale.after = 1 s\n");
        Map<String, String> environment = Map.of("POLLUX_WINDOW_SIZE", "2 s", "POLLUX_MODEL_WAIT", "2 s");
        String[] arguments = {"--config", file.toString(), "--window.size=3 s"};

        JobOptions options = JobOptions.parse(arguments, environment);

        assertThat(options.get(TwinOptions.WINDOW_SIZE)).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.get(TwinOptions.MODEL_WAIT)).isEqualTo(Duration.ofSeconds(2));
        assertThat(options.get(TwinOptions.STALE_AFTER)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void argumentsMayStandApartOrWithAnEqualsSign() {
        JobOptions options = JobOptions.of("--model.default", "atlas", "--delivery.guarantee=exactly-once");

        assertThat(options.get(TwinOptions.DEFAULT_MODEL)).isEqualTo("atlas");
        assertThat(options.get(TwinOptions.GUARANTEE)).isEqualTo(DeliveryGuarantee.EXACTLY_ONCE);
        assertThat(options.isGiven(TwinOptions.GUARANTEE)).isTrue();
        assertThat(options.isGiven(TwinOptions.BACKEND)).isFalse();
    }

    @Test
    void everyDefaultIsAValueOfItsOption() {
        JobOptions options = JobOptions.of();

        TwinOptions.ALL.forEach(option ->
                assertThat(options.get(option.option())).as(option.key()).isNotNull());
    }

    @ParameterizedTest
    @CsvSource({
        "window.sise, window.size",
        "checkpoint.intervall, checkpoint.interval",
        "backend, state.backend",
        "buffer, buffer.timeout",
        "kafka.boostrap.servers, kafka.bootstrap.servers",
        "kafka.lingerms, kafka.linger.ms"
    })
    void anUnknownKeyIsAnErrorThatNamesTheNearest(String typed, String meant) throws Exception {
        Path file = Files.writeString(directory.resolve("twin.properties"), typed + " = 1");

        assertThatThrownBy(() -> JobOptions.of("--" + typed, "1"))
                .hasMessageContainingAll(typed, "mean " + meant + "?");
        assertThatThrownBy(() -> JobOptions.of("--config", file.toString()))
                .hasMessageContainingAll(file.toString(), typed, "mean " + meant + "?");
    }

    @Test
    void anUnknownKeyThatIsNearNoneNamesNone() {
        assertThatThrownBy(() -> JobOptions.of("--bogus", "1")).hasMessage("option --bogus is unknown");
    }

    @Test
    void aVariableThatIsAllButAnOptionIsAnError() {
        assertThatThrownBy(() -> JobOptions.parse(new String[0], Map.of("POLLUX_WINDOW_SIEZ", "1 s")))
                .hasMessageContainingAll("POLLUX_WINDOW_SIEZ", "POLLUX_WINDOW_SIZE");
    }

    @Test
    void variablesOfOthersAreLeftAlone() {
        Map<String, String> environment =
                Map.of("POLLUX_REFERENCE_DATA", "here", "POLLUX_PORT_8081_TCP", "tcp://10.0.0.1:8081", "PATH", "/bin");

        assertThat(JobOptions.parse(new String[0], environment))
                .hasToString(JobOptions.of().toString());
    }

    @Test
    void kafkaOptionsGoToTheClientsFromAllThreePlaces() throws Exception {
        Path file = Files.writeString(directory.resolve("twin.properties"), "kafka.sasl.mechanism = PLAIN");
        JobOptions options = JobOptions.parse(
                new String[] {"--config", file.toString(), "--kafka.bootstrap.servers=broker:9093"},
                Map.of("POLLUX_KAFKA_SECURITY_PROTOCOL", "SASL_SSL"));

        assertThat(options.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9093"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "PLAIN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka.sasl.jaas.config",
                "kafka.ssl.keystore.password",
                "kafka.ssl.key.password",
                "kafka.ssl.keystore.key",
                "kafka.sasl.oauthbearer.client.credentials.client.secret",
                "kafka.my.plugin.token"
            })
    void secretsAreMasked(String key) {
        assertThat(JobOptions.of("--" + key, "hunter2").toString())
                .doesNotContain("hunter2")
                .contains(key + " = ******");
    }

    @Test
    void whatIsNoSecretIsPrinted() {
        assertThat(JobOptions.of("--kafka.ssl.keystore.location", "/etc/keys").toString())
                .contains("kafka.ssl.keystore.location = /etc/keys", "window.size = 1 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "window.size | 0",
                "window.size | soon",
                "stale.after | -1 s",
                "frames.max-bytes | 2 gb",
                "state.backend | memory",
                "predict.horizons | 50 ms, 20 ms",
                "predict.horizons | 0 ms",
                "predict.horizons | []"
            })
    void aValueThatIsNoneIsAnErrorWithKeyAndValue(String key, String value) {
        assertThatThrownBy(() -> JobOptions.of("--" + key, value)).hasMessageContainingAll(key, value, "expected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1 s", "PT-1S", "5 weeks", "P1X", "99999999999999999999 d", ""})
    void anInvalidDurationIsAnErrorThatSaysWhatIsExpectedAndNothingElse(String value) {
        assertThatThrownBy(() -> JobOptions.of("--stale.after", value))
                .hasMessage("option --stale.after is \"" + value
                        + "\": expected duration in ms, s, min, h or d, 0 or more, such as \"1 s\"");
    }

    @Test
    void anInvalidValueIsAnErrorThatNamesItsSource() throws Exception {
        Path file = Files.writeString(directory.resolve("twin.properties"), "state.backend = memory");

        assertThatThrownBy(() -> JobOptions.of("--config", file.toString()))
                .hasMessage(file + ": option state.backend is \"memory\": expected hashmap or rocksdb, such as"
                        + " \"hashmap\"");
        assertThatThrownBy(() -> JobOptions.parse(new String[0], Map.of("POLLUX_FRAMES_MAX_BYTES", "2 gb")))
                .hasMessage(
                        "variable POLLUX_FRAMES_MAX_BYTES is \"2 gb\": expected size in bytes, kb or mb, from 1 byte"
                                + " to 1 mb, such as \"1 mb\"");
    }

    /** A source that is overridden is not read for its value, but is for its keys. */
    @Test
    void anInvalidValueThatIsOverriddenIsNoError() {
        JobOptions options = JobOptions.parse(new String[] {"--window.size=2 s"}, Map.of("POLLUX_WINDOW_SIZE", "soon"));

        assertThat(options.get(TwinOptions.WINDOW_SIZE)).isEqualTo(Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 ms, 7 ms", "[5 ms, 7 ms]", " 5ms,7ms "})
    void aListIsWrittenWithCommasAndMayHaveTheBracketsOfFlink(String written) {
        assertThat(JobOptions.of("--predict.horizons", written).get(TwinOptions.HORIZONS))
                .containsExactly(Duration.ofMillis(5), Duration.ofMillis(7));
    }

    @Test
    void argumentsThatAreNoOptionsAreErrors() {
        assertThatThrownBy(() -> JobOptions.of("window.size=1s")).hasMessageContaining("expected --key");
        assertThatThrownBy(() -> JobOptions.of("--window.size")).hasMessageContaining("has no value");
        assertThatThrownBy(() -> JobOptions.of("--config", "nowhere.properties"))
                .hasMessageContaining("nowhere");
    }
}
