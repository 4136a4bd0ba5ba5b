package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.keyspace.Gone;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.OutputStream;

/** Entries as the commands that bring them about, in RESP, for {@code redkit pipe} or {@code redis-cli --pipe}. */
public final class RespEntryWriter implements EntryWriter {
    private static final int BYTES = 64 << 10;

    private final OutputStream out;
    private final EntryCommands commands;
    private final CommandBuffer buffer = new CommandBuffer(BYTES + 4096);

    public RespEntryWriter(OutputStream out, boolean expiries) {
        this.out = out;
        this.commands = new EntryCommands(Existing.REPLACE, expiries, this::drain);
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        commands.begin(entry);
        try {
            entry.value().walk(commands);
            commands.end();
        } catch (Gone e) {
            commands.gone();
            throw e;
        } finally {
            drain();
        }
        return true;
    }

    private void drain() throws IOException {
        while (commands.poll(buffer)) {
            if (buffer.length() >= BYTES) {
                writeOut();
            }
        }
    }

    private void writeOut() throws IOException {
        out.write(buffer.array(), 0, buffer.length());
        buffer.clear();
    }

    @Override
    public void end() throws IOException {
        writeOut();
        out.flush();
    }
}
