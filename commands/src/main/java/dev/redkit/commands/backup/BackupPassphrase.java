package dev.redkit.commands.backup;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.seal.Passphrase;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The option that names the file with the passphrase of sealed backups. */
final class BackupPassphrase {
    private final Arg file;

    BackupPassphrase(Syntax syntax) {
        file = syntax.path(
                "FILE",
                "its first line is the passphrase of sealed backups (else " + Passphrase.VARIABLE + ")",
                "--passphrase-file");
    }

    boolean given() {
        return file.present();
    }

    /** What was given here or in the environment, or null. */
    Passphrase orNone() {
        try {
            return file.present()
                    ? Passphrase.in(Path.of(file.text()))
                    : Passphrase.of(System.getenv()).orElse(null);
        } catch (InvalidPathException e) {
            throw new UsageError("'" + file.text() + "' is not a path", null, e);
        }
    }

    Passphrase demanded(String by) {
        Passphrase passphrase = orNone();
        if (passphrase == null) {
            throw new UsageError(
                    by + " needs a passphrase", "give it in " + Passphrase.VARIABLE + ", or with --passphrase-file");
        }
        return passphrase;
    }
}
