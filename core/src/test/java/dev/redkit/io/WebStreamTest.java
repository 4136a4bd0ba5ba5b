package dev.redkit.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebStreamTest {
    private static final byte[] FILE = InputTest.text(300_000);

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private String url;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void readsAFileOfTheWeb() throws IOException {
        server.createContext("/data.csv", exchange -> send(exchange, FILE, 0, FILE.length));
        try (Input input = Input.open(url + "/data.csv?token=secret", InputStream.nullInputStream())) {
            assertThat(input.name()).isEqualTo(url + "/data.csv");
            assertThat(input.size()).isEqualTo(FILE.length);
            assertThat(input.stream().readAllBytes()).isEqualTo(FILE);
        }
    }

    @Test
    void goesOnWhereTheTransferBroke() throws IOException {
        server.createContext("/data", exchange -> {
            int from = from(exchange);
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            // Each answer breaks after 100 000 bytes.
            send(exchange, FILE, from, Math.min(FILE.length, from + 100_000));
        });
        assertThat(read("/data")).isEqualTo(FILE);
        assertThat(ranges).hasSize(3).element(0).isEqualTo("none");
        assertThat(ranges.get(1)).startsWith("bytes=").endsWith("- if \"v1\"");
    }

    @Test
    void goesOnByLastModifiedToo() throws IOException {
        server.createContext("/data", exchange -> {
            int from = from(exchange);
            exchange.getResponseHeaders().set("ETag", "W/\"weak\"");
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 07:00:00 GMT");
            send(exchange, FILE, from, Math.min(FILE.length, from + 200_000));
        });
        assertThat(read("/data")).isEqualTo(FILE);
        assertThat(ranges.get(1)).endsWith("if Sat, 21 Nov 2026 07:00:00 GMT");
    }

    @Test
    void doesNotMixTwoVersionsOfAFile() {
        server.createContext("/data", exchange -> {
            int from = from(exchange);
            exchange.getResponseHeaders().set("ETag", ranges.size() == 1 ? "\"v1\"" : "\"v2\"");
            send(exchange, FILE, from, from == 0 ? 100_000 : FILE.length);
        });
        assertThatThrownBy(() -> read("/data"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("broke after")
                .hasMessageContaining("the file has changed");
    }

    @Test
    void saysThatATransferBrokeWhenItCannotGoOn() {
        server.createContext("/plain", exchange -> send(exchange, FILE, from(exchange), 100_000));
        assertThatThrownBy(() -> read("/plain"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("of 300000 bytes")
                .hasMessageContaining("neither ETag nor Last-Modified");

        server.createContext("/no-ranges", exchange -> {
            from(exchange);
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            send(exchange, FILE, 0, 100_000);
        });
        assertThatThrownBy(() -> read("/no-ranges"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("gives no ranges");
    }

    @Test
    void givesUpAfterSomeAttemptsWithoutAByte() {
        server.createContext("/data", exchange -> {
            int from = from(exchange);
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            if (from > 0) {
                exchange.sendResponseHeaders(503, -1);
                exchange.close();
            } else {
                send(exchange, FILE, 0, 100_000);
            }
        });
        assertThatThrownBy(() -> read("/data"))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("was tried 5 times again")
                .hasMessageContaining("503");
        assertThat(ranges).hasSize(6);
    }

    @Test
    void tellsApartWhatTheServerRefuses() {
        server.createContext("/gone", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.createContext("/ill", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        assertThatThrownBy(() -> read("/gone"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(url + "/gone")
                .hasMessageContaining("404 Not Found");
        assertThatThrownBy(() -> read("/ill")).isInstanceOf(Unreachable.class).hasMessageContaining("503");
        server.stop(0);
        assertThatThrownBy(() -> read("/gone")).isInstanceOf(Unreachable.class).hasMessageContaining("refused");
    }

    @Test
    void followsRedirectsButNotForEver() throws IOException {
        server.createContext("/data", exchange -> send(exchange, FILE, 0, FILE.length));
        server.createContext("/moved", exchange -> redirect(exchange, "data"));
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        assertThat(read("/moved")).isEqualTo(FILE);
        assertThatThrownBy(() -> read("/loop")).isInstanceOf(BadInput.class).hasMessageContaining("redirects");
    }

    @Test
    void sendsTheLoginOfTheAddressAndNeverShowsIt() {
        List<String> logins = Collections.synchronizedList(new ArrayList<>());
        server.createContext("/data", exchange -> {
            logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        String secret = url.replace("http://", "http://ann:hidden@") + "/data";
        assertThatThrownBy(() -> WebStream.open(secret, Duration.ZERO))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContaining("hidden");
        assertThat(logins).containsExactly("Basic YW5uOmhpZGRlbg==");
    }

    @Test
    void refusesWhatIsNoAddress() {
        assertThatThrownBy(() -> WebStream.open("http://a b/", Duration.ZERO)).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> WebStream.open("http:///x", Duration.ZERO))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("no host");
    }

    private byte[] read(String path) throws IOException {
        try (WebStream stream = WebStream.open(url + path, Duration.ofMillis(1))) {
            return stream.readAllBytes();
        }
    }

    private int from(HttpExchange exchange) {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(
                range == null
                        ? "none"
                        : range + " if " + exchange.getRequestHeaders().getFirst("If-Range"));
        return range == null ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
    }

    /** Promises everything from there on, and sends up to the given end. */
    private static void send(HttpExchange exchange, byte[] file, int from, int to) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
        exchange.getResponseBody().write(Arrays.copyOfRange(file, from, to));
        if (to == file.length) {
            exchange.close();
        } else {
            exchange.getResponseBody().flush();
            throw new IOException("cut on purpose");
        }
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }
}
