package dev.pollux.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.apache.kafka.common.utils.Utils;

/** What takes connections at the address of a broker that does not answer: it tells a wrong address from a wrong protocol. */
enum Listener {
    /** No connection can be made. */
    NOBODY,

    /** It answers the begin of a TLS handshake. */
    TLS,

    /** It takes connections and does not speak TLS. */
    PLAIN;

    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 2000;

    /** The first byte of a TLS record that goes on with the handshake, and of one that refuses it. */
    private static final int HANDSHAKE = 22;

    private static final int ALERT = 21;

    /** What is at the first of these addresses that takes a connection; some seconds at most for each. */
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

    /** A broker without TLS takes the begin of a handshake for a record of absurd size, and hangs up. */
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
     * Why no broker answers a client there, and what to do, behind a colon.
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
