package dev.redkit.seal;

import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a sealed file is opened with. Prints as nothing. */
public final class Passphrase {
    /** The passphrase itself. */
    public static final String VARIABLE = "REDKIT_BACKUP_PASSPHRASE";

    private static final long LONGEST = 64 << 10;

    private final String text;

    private Passphrase(String text) {
        this.text = text;
    }

    public static Passphrase of(String text) {
        if (text.isEmpty()) {
            throw new UsageError("an empty passphrase protects nothing");
        }
        return new Passphrase(text);
    }

    /** The first line of a file. */
    public static Passphrase in(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new UsageError(file + " is too long for a passphrase");
            }
            String all = Files.readString(file, StandardCharsets.UTF_8);
            return of(all.lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new UsageError("cannot read the passphrase: " + Reason.of(e), null, e);
        }
    }

    /** What the environment says. */
    public static Optional<Passphrase> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Passphrase::new);
    }

    char[] characters() {
        return text.toCharArray();
    }

    @Override
    public String toString() {
        return "a passphrase";
    }
}
