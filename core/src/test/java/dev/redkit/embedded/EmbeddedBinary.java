package dev.redkit.embedded;

import dev.redkit.io.UserFolders;
import java.nio.file.Path;

/** Lends the test kit the binary of the embedded server, to be started as a cluster node or a sentinel. */
public final class EmbeddedBinary {
    private EmbeddedBinary() {}

    public static Path path() {
        return RedisBinary.in(UserFolders.cache(System.getenv()));
    }
}
