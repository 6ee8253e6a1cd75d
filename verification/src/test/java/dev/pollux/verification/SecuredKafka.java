package dev.pollux.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.local.EmbeddedKafka;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A broker that speaks TLS only, under a certificate made for it, and lets the user "twin" in by SCRAM-SHA-512. The
 * broker itself logs in by PLAIN. Passwords are random.
 */
final class SecuredKafka implements AutoCloseable {
    private static final String USER = "twin";

    private final String storePassword = secret();
    private final String brokerPassword = secret();
    private final String password = secret();
    private final String wrongPassword = secret();
    private final Path certificate;
    private final EmbeddedKafka kafka;

    /** Starts the broker, its key in a folder. */
    SecuredKafka(Path folder) throws Exception {
        Path keys = folder.resolve("broker.p12");
        makeKeys(keys, storePassword);
        certificate = folder.resolve("broker.pem");
        Files.writeString(certificate, certificate(keys, storePassword));
        kafka = EmbeddedKafka.start(settings(keys));
        try (Admin admin = Admin.create(login("PLAIN", plain()))) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                    .all()
                    .get();
        }
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** Client properties of a user who may come in. */
    Properties client() {
        return login("SCRAM-SHA-512", scram(password));
    }

    /** Client properties of a user who has another password. */
    Properties stranger() {
        return login("SCRAM-SHA-512", scram(wrongPassword));
    }

    /** What nobody may ever print. */
    List<String> secrets() {
        return List.of(storePassword, brokerPassword, password, wrongPassword);
    }

    /** A client property as it would be at the documentation's broker, without the password. */
    String elsewhere(String value) {
        return value.replace(kafka.bootstrapServers(), "broker.example:9093")
                .replace(certificate.toString(), "/etc/pollux/broker.pem")
                .replace(password, "…");
    }

    @Override
    public void close() {
        kafka.close();
    }

    private Properties login(String mechanism, String jaas) {
        Properties client = new Properties();
        client.putAll(Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                mechanism,
                "sasl.jaas.config",
                jaas,
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.toString()));
        return client;
    }

    private Map<String, String> settings(Path keys) {
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("listener.name.broker.plain.sasl.jaas.config", plain());
        settings.put("listener.name.broker.scram-sha-512.sasl.jaas.config", scram(brokerPassword));
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.keystore.location", keys.toString());
        settings.put("ssl.keystore.password", storePassword);
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", certificate.toString());
        return settings;
    }

    /** Both sides of the broker's own login. */
    private String plain() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\"%s\" user_broker=\"%s\";"
                .formatted(brokerPassword, brokerPassword);
    }

    private static String scram(String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(USER, password);
    }

    private static void makeKeys(Path store, String password) throws Exception {
        ProcessBuilder keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass:env",
                        "STORE_PASSWORD")
                .redirectErrorStream(true);
        keytool.environment().put("STORE_PASSWORD", password);
        Process process = keytool.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static String certificate(Path store, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        String encoded = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("broker").getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n";
    }

    private static String secret() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
