package dev.redkit.commands.backup;

import dev.redkit.commands.Arg;
import dev.redkit.console.Console;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.io.AtomicOutput;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.restore.RestoreListener;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tells of the keys that could not be restored: the first ones to a person, all of them to a file if there is to be one. */
final class BackupRestoreNotes implements RestoreListener, Closeable {
    private static final int SHOWN = 10;
    private static final int LONGEST_KEY = 100;

    private final Console console;
    private final AtomicOutput file;
    private long rejected;

    BackupRestoreNotes(Console console, Arg rejects) {
        this.console = console;
        this.file = rejects.present()
                ? AtomicOutput.open(rejects.text(), console.out(), AtomicOutput.Rule.OVERWRITE)
                : null;
    }

    @Override
    public void rejected(int db, byte[] key, String reason) {
        if (++rejected <= SHOWN) {
            String text = new String(key, 0, Math.min(key.length, LONGEST_KEY), StandardCharsets.UTF_8);
            console.note(text.replaceAll("\\p{Cntrl}", "?") + ": " + reason);
        }
        if (file != null) {
            Value.Fields line = new Value.Fields()
                    .put("db", db)
                    .put("key", Replies.ofBytes(key))
                    .put("reason", reason);
            try {
                file.stream().write((Renderer.json(line) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    private CannotWrite failed(IOException e) {
        return new CannotWrite("cannot write " + file.name() + ": " + Reason.of(e), null, e);
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

    @Override
    public void close() {
        if (file == null) {
            return;
        }
        try (file) {
            file.commit();
        } catch (IOException e) {
            throw failed(e);
        }
    }
}
