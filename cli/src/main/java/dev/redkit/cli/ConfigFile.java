package dev.redkit.cli;

import com.electronwill.nightconfig.core.CommentedConfig;
import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code config.toml}: the profiles, and which of them is meant when none is named. Loaded only where it is wanted. */
final class ConfigFile {
    private final Path file;
    private final UnmodifiableConfig config;

    private ConfigFile(Path file, UnmodifiableConfig config) {
        this.file = file;
        this.config = config;
        for (String key : values(config).keySet()) {
            if (!key.equals("profiles") && !key.equals("default")) {
                throw new UsageError(
                        file + " has an unknown key '" + key + "'",
                        Suggestion.hint(key, List.of("profiles", "default")));
            }
        }
    }

    /** {@code $XDG_CONFIG_HOME/redkit/config.toml}, or below {@code ~/.config}. */
    static Path path(Map<String, String> env) {
        String base = env.get("XDG_CONFIG_HOME");
        if (base != null && base.startsWith("/")) {
            return Path.of(base, "redkit", "config.toml");
        }
        String home = env.get("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home)
                .resolve(".config/redkit/config.toml");
    }

    static ConfigFile read(Path file) {
        try (Counting reader = new Counting(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
            try {
                CommentedConfig config = new TomlParser().parse(reader);
                return new ConfigFile(file, config);
            } catch (ParsingException e) {
                throw new BadInput(file + ", line " + reader.line + ": " + oneLine(e.getMessage()), null, e);
            }
        } catch (IOException e) {
            throw new BadInput("the configuration " + file + " cannot be read: " + Reason.of(e), null, e);
        }
    }

    private static Map<String, Object> values(UnmodifiableConfig config) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (UnmodifiableConfig.Entry entry : config.entrySet()) {
            values.put(entry.getKey(), entry.getValue());
        }
        return values;
    }

    private static String oneLine(String message) {
        return message.replace("\n", "\\n").replace("\r", "\\r");
    }

    /** The profile that is meant when none is named, or null. */
    String standard() {
        return config.get(List.of("default")) instanceof String name ? name : null;
    }

    Profile profile(String name) {
        List<String> names = names();
        if (!names.contains(name)) {
            throw new UsageError("there is no profile '" + name + "' in " + file, hint(name, names));
        }
        UnmodifiableConfig settings = config.get(List.of("profiles", name));
        Profile profile = new Profile(name, file.toString(), values(settings));
        if (profile.text("password") != null && SecretFile.isReadableByOthers(file)) {
            throw new NotAllowed(
                    file + " holds the password of profile '" + name + "', and others can read it",
                    "chmod 600 " + file + ", or better: use pass-command or pass-file");
        }
        return profile;
    }

    private static String hint(String name, List<String> names) {
        String close = Suggestion.hint(name, names);
        if (close != null) {
            return close;
        }
        return names.isEmpty() ? "'redkit init " + name + "' makes one" : "there are: " + String.join(", ", names);
    }

    List<String> names() {
        if (config.get(List.of("profiles")) instanceof UnmodifiableConfig profiles) {
            return new ArrayList<>(values(profiles).keySet());
        }
        return List.of();
    }

    /** The parser names no lines, so the lines that it has taken are counted. */
    private static final class Counting extends FilterReader {
        private int line = 1;
        private boolean ended;

        Counting(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            // A line end still belongs to the line that it ends.
            line += ended ? 1 : 0;
            ended = one == '\n';
            return one;
        }

        @Override
        public int read(char[] into, int offset, int count) throws IOException {
            // One by one: what the parser has not looked at yet must not count.
            int one = count == 0 ? 0 : read();
            if (one < 0 || count == 0) {
                return one;
            }
            into[offset] = (char) one;
            return 1;
        }
    }
}
