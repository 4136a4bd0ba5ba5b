package dev.redkit.io;

import java.nio.file.Path;
import java.util.Map;

/** Where a user's cache and state live, as the XDG base directories say (on macOS too, so that one answer fits all). */
public final class UserFolders {
    private UserFolders() {}

    /** {@code $REDKIT_CACHE}, {@code $XDG_CACHE_HOME/redkit}, {@code ~/.cache/redkit}. */
    public static Path cache(Map<String, String> environment) {
        String own = environment.get("REDKIT_CACHE");
        if (own != null && !own.isEmpty()) {
            return Path.of(own).toAbsolutePath();
        }
        return base(environment, "XDG_CACHE_HOME", ".cache").resolve("redkit");
    }

    /** {@code $XDG_STATE_HOME/redkit}, {@code ~/.local/state/redkit}. */
    public static Path state(Map<String, String> environment) {
        return base(environment, "XDG_STATE_HOME", ".local/state").resolve("redkit");
    }

    /** The specification says that a relative path in these variables is to be ignored. */
    private static Path base(Map<String, String> environment, String variable, String underHome) {
        String value = environment.get(variable);
        if (value != null && value.startsWith("/")) {
            return Path.of(value);
        }
        String home = environment.get("HOME");
        return Path.of(home != null && home.startsWith("/") ? home : System.getProperty("user.home"), underHome);
    }
}
