package dev.redkit.io;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * A file on the web. A transfer that breaks goes on where it broke, when the server gives ranges and says by ETag or
 * Last-Modified that the file is still the same; else it fails, since the rest of another file is not the rest of this.
 *
 * <p>HttpURLConnection, because the newer client costs a tenth of a second to load and threads to run. It follows no
 * redirect from http to https and takes a connection closed early for the end: both are done here.
 */
final class WebStream extends BlockStream {
    private static final int REDIRECTS = 10;
    /** Attempts without one new byte. */
    private static final int ATTEMPTS = 5;

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int CONNECT_MILLIS = 30_000;
    private static final int READ_MILLIS = 60_000;

    private final URI place;
    private final Duration pause;
    private InputStream body;
    private String validator;
    private long size;
    private long at;

    private WebStream(URI place, Duration pause) {
        this.place = place;
        this.pause = pause;
    }

    static WebStream open(String text) {
        return open(text, PAUSE);
    }

    /** @param pause the wait before the first new attempt; it doubles with each that follows */
    static WebStream open(String text, Duration pause) {
        URI place;
        try {
            place = new URI(text);
        } catch (URISyntaxException e) {
            throw new UsageError("the web address is not one: " + e.getReason() + " at character " + e.getIndex());
        }
        if (place.getHost() == null) {
            throw new UsageError("the web address names no host");
        }
        WebStream stream = new WebStream(place, pause);
        try {
            stream.begin();
        } catch (IOException e) {
            throw new Unreachable(
                    "cannot fetch " + stream.name() + ": " + Reason.of(e), "check the address and the network", e);
        }
        return stream;
    }

    /** Without user, password and query, where tokens are. */
    String name() {
        int port = place.getPort();
        String path = place.getRawPath() == null ? "" : place.getRawPath();
        return place.getScheme() + "://" + place.getHost() + (port < 0 ? "" : ":" + port) + path;
    }

    /** Its length, or -1 when the server does not say. */
    long size() {
        return size;
    }

    /** What its server tells it by, or null. */
    String version() {
        return validator;
    }

    private void begin() throws IOException {
        HttpURLConnection connection = connect(0);
        refuseErrors(connection);
        size = connection.getContentLengthLong();
        validator = validator(connection);
        body = connection.getInputStream();
    }

    private void refuseErrors(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        String answer = "the server answers " + status
                + (connection.getResponseMessage() == null ? "" : " " + connection.getResponseMessage());
        if (status >= 500) {
            throw new Unreachable("cannot fetch " + name() + ": " + answer, "try again later");
        }
        if (status >= 300) {
            throw new BadInput("cannot fetch " + name() + ": " + answer, "check the address");
        }
    }

    /** A weak ETag does not promise equal bytes. */
    private static String validator(HttpURLConnection connection) {
        String tag = connection.getHeaderField("ETag");
        return tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
    }

    private HttpURLConnection connect(long from) throws IOException {
        URI next = place;
        for (int i = 0; i <= REDIRECTS; i++) {
            HttpURLConnection connection = (HttpURLConnection) next.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setUseCaches(false);
            connection.setRequestProperty("Accept-Encoding", "identity");
            connection.setRequestProperty("User-Agent", "redkit");
            if (place.getUserInfo() != null && Objects.equals(next.getAuthority(), place.getAuthority())) {
                byte[] login = place.getUserInfo().getBytes(StandardCharsets.UTF_8);
                connection.setRequestProperty(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
            }
            if (from > 0) {
                connection.setRequestProperty("Range", "bytes=" + from + "-");
                connection.setRequestProperty("If-Range", validator);
            }
            URI moved = redirect(connection, next);
            if (moved == null) {
                return connection;
            }
            next = moved;
        }
        throw new BadInput("cannot fetch " + name() + ": more than " + REDIRECTS + " redirects");
    }

    private URI redirect(HttpURLConnection connection, URI from) throws IOException {
        int status = connection.getResponseCode();
        String location = connection.getHeaderField("Location");
        boolean redirected = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        if (!redirected || location == null) {
            return null;
        }
        connection.disconnect();
        try {
            URI to = from.resolve(new URI(location));
            boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
            boolean downgrade = "https".equals(from.getScheme()) && "http".equals(to.getScheme());
            if (web && !downgrade) {
                return to;
            }
        } catch (URISyntaxException e) {
            throw new BadInput("cannot fetch " + name() + ": it redirects to what is no address", null, e);
        }
        throw new BadInput("cannot fetch " + name() + ": it redirects from https to something less safe");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        IOException last = null;
        for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
            try {
                if (attempt > 0) {
                    LockSupport.parkNanos(pause.toNanos() << (attempt - 1));
                    resume();
                }
                int got = body.read(into, offset, length);
                if (got >= 0) {
                    at += got;
                    return got;
                }
                if (size < 0 || at >= size) {
                    return -1;
                }
                last = new IOException("the connection was closed early");
            } catch (IOException e) {
                last = e;
            }
            refuseUnlessResumable(last);
        }
        throw broken("was tried " + ATTEMPTS + " times again: " + last.getMessage(), last);
    }

    private void refuseUnlessResumable(IOException last) {
        if (validator == null) {
            throw broken("cannot go on, because the server gives neither ETag nor Last-Modified", last);
        }
    }

    private Unreachable broken(String why, IOException cause) {
        String of = size < 0 ? "" : " of " + size;
        return new Unreachable(
                "the transfer of " + name() + " broke after " + at + of + " bytes and " + why, "try again", cause);
    }

    private void resume() throws IOException {
        close();
        if (at == 0) {
            String before = validator;
            begin();
            if (!before.equals(validator)) {
                throw broken("cannot go on, because the file has changed", null);
            }
            return;
        }
        HttpURLConnection connection = connect(at);
        int status = connection.getResponseCode();
        if (status >= 500) {
            throw new IOException("the server answers " + status);
        }
        if (!validatorUnchanged(connection)) {
            throw broken("cannot go on, because the file has changed", null);
        }
        String range = connection.getHeaderField("Content-Range");
        if (status != 206 || range == null || !range.startsWith("bytes " + at + "-")) {
            throw broken("cannot go on, because the server gives no ranges", null);
        }
        body = connection.getInputStream();
    }

    /** A 206 without a validator is one too: the server has compared If-Range. */
    private boolean validatorUnchanged(HttpURLConnection connection) {
        String now = validator(connection);
        return now == null || now.equals(validator);
    }

    @Override
    public void close() throws IOException {
        if (body != null) {
            body.close();
        }
    }
}
