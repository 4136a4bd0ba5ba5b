package dev.redkit.testkit;

import dev.redkit.embedded.EmbeddedBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The servers that tests run on. The embedded one is always there; the others are where {@code .ci/servers} has put them,
 * which is told by {@code -Dredkit.servers=DIRECTORY}.
 */
public enum Flavour {
    /** Redis 7.0, statically linked, without TLS. */
    EMBEDDED(false),
    /** The distribution's own Redis. */
    DEBIAN(true),
    /** The same with RediSearch 1.2. */
    REDISEARCH(true),
    REDIS8(true),
    VALKEY9(true),
    /** Redis 8 with FalkorDB's graphs. */
    FALKORDB(false);

    private final boolean tls;

    Flavour(boolean tls) {
        this.tls = tls;
    }

    /** Whether the server itself can speak TLS. */
    boolean speaksTls() {
        return tls;
    }

    /** Its name in the manifest, in reports and in {@code redkit.required}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The program that takes a configuration file as its first argument; empty when it is not on this machine. */
    public Optional<Path> executable() {
        if (this == EMBEDDED) {
            return Optional.of(EmbeddedBinary.path());
        }
        String directory = System.getProperty("redkit.servers", "");
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Path manifest = Path.of(directory, "manifest");
        return lines(manifest).stream()
                .map(line -> line.split("\t", -1))
                .filter(columns -> columns[0].equals(title()))
                .map(columns -> Path.of(columns[2]))
                .findFirst();
    }

    private static List<String> lines(Path manifest) {
        try {
            return Files.exists(manifest) ? Files.readAllLines(manifest) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
