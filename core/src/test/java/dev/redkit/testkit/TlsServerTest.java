package dev.redkit.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.REDIS8, Flavour.VALKEY9, Flavour.FALKORDB},
        tls = TlsMode.MUTUAL)
final class TlsServerTest {
    @Test
    void answersThroughTls(TestServer server) throws IOException {
        assertThat(ping(server, server.certificates())).isEqualTo("+PONG");
        assertThat(server.target().tls()).isPresent();
    }

    @Test
    void turnsStrangersAway(TestServer server, @TempDir Path directory) {
        Certificates strangers = Certificates.in(directory);
        assertThatThrownBy(() -> ping(server, strangers)).isInstanceOfAny(SSLException.class, SocketException.class);
    }

    private static String ping(TestServer server, Certificates certificates) throws IOException {
        try (Socket socket = certificates
                .serverContext(certificates.client())
                .getSocketFactory()
                .createSocket("localhost", server.target().address().port())) {
            socket.getOutputStream().write("PING\r\n".getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), US_ASCII);
        }
    }
}
