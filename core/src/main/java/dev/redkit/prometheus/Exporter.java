package dev.redkit.prometheus;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.redkit.failure.UsageError;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Answers {@code GET /metrics} with what is the case at that moment. On loopback: it is this machine's business. */
public final class Exporter implements Closeable {
    private final HttpServer server;
    private final Supplier<String> text;

    private Exporter(HttpServer server, Supplier<String> text) {
        this.server = server;
        this.text = text;
    }

    /** {@code text} is asked on another thread. */
    public static Exporter open(int port, Supplier<String> text) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            Exporter exporter = new Exporter(server, text);
            server.createContext("/metrics", exporter::answer);
            server.start();
            return exporter;
        } catch (IOException e) {
            throw new UsageError("nothing can listen on port " + port + ": " + e.getMessage(), "try another one", e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = text.get().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
