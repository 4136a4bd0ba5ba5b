package dev.redkit.commands.load;

import dev.redkit.console.Console;
import dev.redkit.load.LoadListener;
import dev.redkit.load.Rejection;
import java.nio.charset.StandardCharsets;

/** Tells a person what happens during a load: the first rejected records one by one, then how many more. */
final class LoadNotes implements LoadListener {
    private static final int SHOWN = 10;
    private static final int LONGEST_KEY = 100;

    private final Console console;
    private long rejected;

    LoadNotes(Console console) {
        this.console = console;
    }

    @Override
    public void rejected(Rejection rejection) {
        if (++rejected <= SHOWN) {
            String key = rejection.key() == null ? "" : " (key " + text(rejection.key()) + ")";
            console.note(rejection.where() + ": " + rejection.reason() + key);
        }
    }

    private static String text(byte[] key) {
        String text = new String(key, 0, Math.min(key.length, LONGEST_KEY), StandardCharsets.UTF_8);
        return text.replaceAll("\\p{Cntrl}", "?") + (key.length > LONGEST_KEY ? "…" : "");
    }

    @Override
    public void note(String text) {
        console.note(text);
    }

    void tellTheRest() {
        if (rejected > SHOWN) {
            console.note("… and " + (rejected - SHOWN) + " more");
        }
    }
}
