package dev.redkit.embedded;

import dev.redkit.failure.BadInput;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * What is remembered of a kept server between two runs of redkit. It is a claim, not a fact: the server may have died and
 * its process id may be somebody else's by now.
 *
 * @param runId what the server called itself when it was started; no other start has the same
 */
record KeptState(Address address, String password, long pid, String runId, Path binary) {
    private static final String FILE = "server.properties";

    static Optional<KeptState> read(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(FILE))) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(directory.resolve(FILE))) {
            values.load(reader);
            return Optional.of(new KeptState(
                    Address.parse(values.getProperty("address", ""), Address.DEFAULT_PORT),
                    values.getProperty("password", ""),
                    Long.parseLong(values.getProperty("pid", "")),
                    values.getProperty("run-id", ""),
                    Path.of(values.getProperty("binary", ""))));
        } catch (RuntimeException e) {
            throw new BadInput(
                    directory.resolve(FILE) + " is not what redkit wrote there",
                    "if no redis-server runs in that directory, delete the file",
                    e);
        }
    }

    void write(Path directory) throws IOException {
        Properties values = new Properties();
        values.setProperty("address", address.toString());
        values.setProperty("password", password);
        values.setProperty("pid", Long.toString(pid));
        values.setProperty("run-id", runId);
        values.setProperty("binary", binary.toString());
        StringWriter text = new StringWriter();
        values.store(text, null);
        ServerConfig.replace(directory.resolve(FILE), text.toString());
    }

    static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }

    Target target() {
        return Target.standalone(address)
                .credentials(Credentials.of(null, password))
                .build();
    }

    /**
     * Whether the process is there and runs redkit's redis-server. A stranger who has the process id, or the port, by now
     * is thus never sent the password.
     */
    boolean processAlive() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).equals(binary))
                .isPresent();
    }

    @Override
    public String toString() {
        return "kept redis-server at " + address + ", process " + pid;
    }
}
