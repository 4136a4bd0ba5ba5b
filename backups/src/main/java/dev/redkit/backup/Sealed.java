package dev.redkit.backup;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.seal.Passphrase;
import dev.redkit.seal.SealedInput;
import java.io.IOException;

/** Opens sealed files where a backup is opened, so that every command reads them. */
final class Sealed {
    private Sealed() {}

    /** The passphrase of those that were not asked for one: what the environment says, or null. */
    static Passphrase passphrase() {
        return Passphrase.of(System.getenv()).orElse(null);
    }

    /** The input itself, or what is sealed in it. */
    static Input opened(Input input, Passphrase passphrase) {
        if (!SealedInput.isSealed(input.head())) {
            return input;
        }
        String name = input.name();
        try {
            if (passphrase == null) {
                throw new NotAllowed(
                        name + " is sealed with a passphrase",
                        "give it in " + Passphrase.VARIABLE + ", or where there is one with --passphrase-file");
            }
            return Input.of(name, input.size(), new SealedInput(input.stream(), passphrase, name));
        } catch (IOException e) {
            input.close();
            throw new BadInput("cannot read " + name + ": " + Reason.of(e), null, e);
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }
}
