package dev.redkit.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FaultProxyTest {
    private static final byte[] WORDS = "0123456789".getBytes(US_ASCII);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void startEcho() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = FaultProxy.to(echo.getLocalPort());
        threads.execute(this::echoForever);
    }

    @AfterEach
    void stopEcho() throws IOException {
        proxy.close();
        echo.close();
        threads.shutdown();
    }

    @Test
    void carriesBytesBothWaysAndPassesAHalfCloseOn() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(WORDS);
        }
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void cutsAfterExactlySoManyBytesAndOnlyOnce() throws IOException {
        proxy.toClient().cutAfter(4);
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertThat(client.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("0123");
        }
        assertThat(echoed()).isEqualTo("0123456789");
    }

    @Test
    void cutsBeforeTheFirstByte() throws IOException {
        proxy.toServer().cutAfter(0);
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertThat(client.getInputStream().readAllBytes()).isEmpty();
        }
    }

    @Test
    void resetsInsteadOfClosing() throws IOException {
        proxy.toClient().resetAfter(4);
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void corruptsOneByte() throws IOException {
        proxy.toServer().corruptAt(2);
        assertThat(echoed().toCharArray()).startsWith('0', '1').endsWith('3', '4', '5', '6', '7', '8', '9');
        assertThat(echoed()).isEqualTo("0123456789");
    }

    @Test
    void holdsUntilCleared() throws IOException {
        proxy.toClient().hold();
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            client.setSoTimeout(50);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            client.setSoTimeout(0);
            proxy.toClient().clear();
            assertThat(client.getInputStream().readNBytes(10)).isEqualTo(WORDS);
        }
    }

    @Test
    void throttledAndDelayedBytesArriveWhole() throws IOException {
        proxy.toClient().throttle(100);
        proxy.toServer().delay(Duration.ofMillis(1));
        assertThat(echoed()).isEqualTo("0123456789");
    }

    @Test
    void refusesAndAcceptsAgainOnTheSamePort() throws IOException {
        proxy.refuse();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        proxy.accept();
        assertThat(echoed()).isEqualTo("0123456789");
    }

    @Test
    void cutsAllThatStands() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.cutAll();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void resetsAllThatStands() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(1);
            assertThat(client.getInputStream().read()).isEqualTo(1);
            proxy.resetAll();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void speaksTlsForAServerThatCannot(@TempDir Path directory) throws IOException {
        Certificates certificates = Certificates.in(directory);
        try (FaultProxy secure = FaultProxy.tlsTo(
                        echo.getLocalPort(), certificates.serverContext(certificates.server()), false);
                Socket client = tls(secure, certificates, certificates.client())) {
            client.getOutputStream().write(WORDS);
            assertThat(client.getInputStream().readNBytes(10)).isEqualTo(WORDS);
        }
    }

    @Test
    void demandsAClientCertificate(@TempDir Path directory, @TempDir Path elsewhere) throws IOException {
        Certificates certificates = Certificates.in(directory);
        Certificates strangers = Certificates.in(elsewhere);
        try (FaultProxy secure =
                FaultProxy.tlsTo(echo.getLocalPort(), certificates.serverContext(certificates.server()), true)) {
            try (Socket client = tls(secure, certificates, certificates.client())) {
                client.getOutputStream().write(WORDS);
                assertThat(client.getInputStream().readNBytes(10)).isEqualTo(WORDS);
            }
            assertThatThrownBy(() -> {
                        try (Socket client = tls(secure, certificates, strangers.client())) {
                            client.getOutputStream().write(WORDS);
                            client.getInputStream().readNBytes(10);
                        }
                    })
                    .isInstanceOfAny(SSLException.class, SocketException.class);
        }
    }

    private String echoed() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(WORDS);
            return new String(client.getInputStream().readNBytes(WORDS.length), ISO_8859_1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    private static Socket tls(FaultProxy proxy, Certificates trusted, Certificates.Identity self) throws IOException {
        SSLSocket socket =
                (SSLSocket) trusted.serverContext(self).getSocketFactory().createSocket("localhost", proxy.port());
        socket.startHandshake();
        return socket;
    }

    private void echoForever() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                threads.execute(() -> echo(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            return;
        }
    }
}
