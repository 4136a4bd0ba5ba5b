package dev.redkit.testkit;

import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A real server, started for a test on free ports of loopback, and killed after it. */
public final class TestServer implements AutoCloseable {
    static final int PORT_ATTEMPTS = 5;
    private static final String PASSWORD = "requirepass ";
    private static final String CLUSTER = "cluster-enabled yes";
    /** In the words of every libc. */
    private static final Pattern PORT_TAKEN = Pattern.compile("Address (already )?in use");
    /** Of a busy machine, where a server digests or drops half a gigabyte. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Flavour flavour;
    private final Path directory;
    private final List<String> config;
    private final TlsMode tls;
    private final Certificates certificates;
    private FaultProxy tlsProxy;
    private ServerProcess process;
    private int port;
    private int tlsPort;
    private int busPort;
    private boolean prepared;

    private TestServer(Flavour flavour, TlsMode tls, List<String> config) {
        this.flavour = flavour;
        this.directory = Directories.create("redkit-" + flavour.title());
        this.config = List.copyOf(config);
        this.tls = tls;
        this.certificates = tls == TlsMode.OFF ? null : Certificates.in(directory);
    }

    /** Starts a server with further lines of redis.conf; a {@code requirepass} among them is known to its target. */
    public static TestServer start(Flavour flavour, String... config) {
        return start(flavour, TlsMode.OFF, config);
    }

    /** The same behind TLS. Where the server cannot speak it, a proxy does. */
    public static TestServer start(Flavour flavour, TlsMode tls, String... config) {
        TestServer server = new TestServer(flavour, tls, List.of(config));
        try {
            server.start();
            return server;
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /** Starts it, or starts it again on its port after {@link #kill()}. */
    public void start() {
        boolean again = port != 0;
        for (int attempt = 1; ; attempt++) {
            if (!again) {
                port = freePort();
                tlsPort = tls == TlsMode.OFF ? 0 : freePort();
                busPort = config.contains(CLUSTER) ? freePort() : 0;
            }
            launch();
            Eventually.holds(() -> !process.isAlive() || isUp(), () -> "an answer; its log:\n" + log());
            if (process.isAlive()) {
                break;
            }
            if (again || attempt == PORT_ATTEMPTS || !portWasTaken(log())) {
                throw new IllegalStateException(flavour.title() + " did not start; its log:\n" + log());
            }
        }
        if (tls != TlsMode.OFF && !flavour.speaksTls() && tlsProxy == null) {
            boolean mutual = tls == TlsMode.MUTUAL;
            tlsProxy = FaultProxy.tlsTo(port, certificates.serverContext(certificates.server()), mutual);
            tlsPort = tlsProxy.port();
        }
    }

    private void launch() {
        Path executable = flavour.executable()
                .orElseThrow(() -> new IllegalStateException(flavour.title() + " is not installed"));
        Path file = directory.resolve("redis.conf");
        List<String> lines = new ArrayList<>(List.of(
                "bind 127.0.0.1",
                "port " + port,
                "unixsocket " + socket(),
                "dir " + directory,
                "save \"\"",
                "enable-debug-command yes",
                "repl-diskless-sync-delay 0",
                "shutdown-timeout 0"));
        if (busPort != 0) {
            lines.add("cluster-port " + busPort);
        }
        lines.addAll(tlsLines());
        lines.addAll(config);
        password().ifPresent(password -> lines.add("masterauth " + password));
        try {
            Files.write(file, lines);
            Files.write(directory.resolve("server.log"), new byte[0]);
            Files.deleteIfExists(socket());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = ServerProcess.start(directory, executable.toString(), file.toString());
    }

    /** It makes its socket once it has its port: before, a stranger there might answer. */
    private boolean isUp() {
        return Files.exists(socket()) && answers(port);
    }

    private List<String> tlsLines() {
        if (tls == TlsMode.OFF || !flavour.speaksTls()) {
            return List.of();
        }
        Certificates.Identity identity = certificates.server();
        return List.of(
                "tls-port " + tlsPort,
                "tls-cert-file " + identity.cert(),
                "tls-key-file " + identity.key(),
                "tls-ca-cert-file " + certificates.ca(),
                "tls-auth-clients " + (tls == TlsMode.MUTUAL ? "yes" : "no"));
    }

    private Optional<String> password() {
        return config.stream()
                .filter(line -> line.startsWith(PASSWORD))
                .map(line -> line.substring(PASSWORD.length()).strip())
                .findFirst();
    }

    public Flavour flavour() {
        return flavour;
    }

    /** How to reach it as the test wants it reached: with TLS when it has that, with its password. */
    public Target target() {
        return tls == TlsMode.OFF
                ? plainTarget()
                : with(Address.of("localhost", tlsPort)).tls(trust()).build();
    }

    /** How to reach it without TLS. */
    public Target plainTarget() {
        return with(Address.of("127.0.0.1", port)).build();
    }

    /** How to reach it through its unix socket. */
    public Target socketTarget() {
        return with(Address.unix(socket())).build();
    }

    /** The same server as another user, one of {@code user …} in its configuration. */
    public Target as(String user, String password) {
        return target().but().credentials(Credentials.of(user, password)).build();
    }

    private Target.Builder with(Address address) {
        Target.Builder builder = Target.standalone(address);
        password().ifPresent(password -> builder.credentials(Credentials.of(null, password)));
        return builder;
    }

    private Tls trust() {
        if (tls == TlsMode.SERVER) {
            return new Tls(certificates.ca(), null, null, null, false);
        }
        Certificates.Identity client = certificates.client();
        return new Tls(certificates.ca(), client.cert(), client.key(), null, false);
    }

    /** The authority behind its certificate; only with TLS. */
    public Certificates certificates() {
        return certificates;
    }

    /** Its port without TLS. */
    public int port() {
        return port;
    }

    /** Where it speaks to the other nodes of its cluster; 0 when it is no node. */
    int busPort() {
        return busPort;
    }

    public Path socket() {
        return directory.resolve("redis.sock");
    }

    /** Where its files are. */
    public Path directory() {
        return directory;
    }

    public long pid() {
        return process.pid();
    }

    public String log() {
        return process.log();
    }

    /** One command on a connection of its own, which may take its time; an error reply fails the test. */
    public Reply ask(String... command) {
        try (Wire wire = Wire.open(plainTarget().but().timeout(PATIENCE).build())) {
            return wire.demand(command);
        }
    }

    /** Does this work if none was done on this server before: data that all tests of a class read. */
    public synchronized TestServer once(Consumer<TestServer> work) {
        if (!prepared) {
            work.accept(this);
            prepared = true;
        }
        return this;
    }

    /** Stops it in its tracks ({@code SIGSTOP}): it keeps its connections and answers nothing. */
    public void pause() {
        Signals.send("STOP", pid());
    }

    /** Ends {@link #pause()}. */
    public void resume() {
        Signals.send("CONT", pid());
    }

    /** Kills it; {@link #start()} brings it back on the same port. */
    public void kill() {
        process.close();
    }

    @Override
    public void close() {
        if (tlsProxy != null) {
            tlsProxy.close();
        }
        if (process != null) {
            process.close();
        }
        Directories.delete(directory);
    }

    @Override
    public String toString() {
        return flavour.title() + " at " + target();
    }

    /** Whether something that speaks RESP answers there; that it wants a password is an answer too. */
    static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return reply.equals("+PONG") || reply.equals("-NOAU");
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a server ended because somebody else had taken its port meanwhile. */
    static boolean portWasTaken(String log) {
        return PORT_TAKEN.matcher(log).find();
    }

    /** A port that nobody listens on, a moment ago. */
    public static int freePort() {
        return FreePorts.any();
    }
}
