package dev.pollux.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.utils.Utils;

/** What accepts connections at the address of a silent broker: tells a wrong address from a wrong protocol. */
enum Listener {
    /** No connection can be made. */
    NOBODY,

    /** It answers the start of a TLS handshake. */
    TLS,

    /** It accepts connections and does not use TLS. */
    PLAIN;

    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 2000;

    /** First byte of a TLS record that continues the handshake, and of one that rejects it. */
    private static final int HANDSHAKE = 22;

    private static final int ALERT = 21;

    /** Checks the first of these addresses that accepts a connection; takes some seconds at most for each. */
    static Listener at(String bootstrapServers) {
        for (String server : bootstrapServers.split(",")) {
            String host = Utils.getHost(server.strip());
            Integer port = Utils.getPort(server.strip());
            Listener found = host == null || port == null ? NOBODY : at(host, port);
            if (found != NOBODY) {
                return found;
            }
        }
        return NOBODY;
    }

    private static Listener at(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            return speaksTls(socket) ? TLS : PLAIN;
        } catch (IOException none) {
            return NOBODY;
        }
    }

    /** A broker without TLS takes the start of a handshake for a record of absurd size, and closes the connection. */
    private static boolean speaksTls(Socket socket) {
        try {
            SSLEngine engine = SSLContext.getDefault().createSSLEngine();
            engine.setUseClientMode(true);
            ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
            engine.wrap(ByteBuffer.allocate(0), hello);
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            int first = socket.getInputStream().read();
            return first == HANDSHAKE || first == ALERT;
        } catch (IOException | NoSuchAlgorithmException hungUp) {
            return false;
        }
    }

    /**
     * Why no broker answers a client there, and advice, to follow a colon.
     *
     * @param protocol the client's security.protocol
     */
    String advice(String protocol) {
        boolean withTls = protocol.endsWith("SSL");
        return switch (this) {
            case NOBODY -> "nothing takes connections there; check the address";
            case TLS ->
                withTls
                        ? "what listens there speaks TLS, and answers no Kafka client in time; check the address"
                        : "what listens there speaks TLS, and security.protocol " + protocol
                                + " is without; write SSL, or"
                                + " SASL_SSL where it asks for a login, into --command-config";
            case PLAIN ->
                withTls
                        ? "what listens there speaks no TLS, and security.protocol " + protocol
                                + " is TLS; write PLAINTEXT,"
                                + " or SASL_PLAINTEXT where it asks for a login, into --command-config"
                        : "what listens there answers no Kafka client with security.protocol " + protocol
                                + " (without TLS"
                                + (protocol.startsWith("SASL") ? "" : " and login")
                                + "); check the address, and where it asks for a login write SASL_PLAINTEXT into"
                                + " --command-config";
        };
    }
}
