package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.keyspace.Gone;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;

/** The commands that bring the entries of a file about, for lanes. A command's place is the line of its entry. */
public final class EntryCommandSource implements CommandSource {
    private final EntrySource source;
    private final EntryCommands commands;
    private SteppedValue value;
    private long entries;
    private long gone;

    public EntryCommandSource(EntrySource source, EntryCommands commands) {
        this.source = source;
        this.commands = commands;
    }

    /** How many entries were begun so far. */
    public long entries() {
        return entries;
    }

    /** How many of them were marked as void in the file. */
    public long gone() {
        return gone;
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        while (!commands.poll(out)) {
            if (value == null && !begin()) {
                return Pull.END;
            }
            step();
        }
        return Pull.COMMAND;
    }

    private boolean begin() throws IOException {
        Entry entry = source.next();
        if (entry == null) {
            return false;
        }
        entries++;
        value = (SteppedValue) entry.value();
        commands.begin(entry);
        return true;
    }

    private void step() throws IOException {
        try {
            if (!value.step(commands)) {
                commands.end();
                value = null;
            }
        } catch (Gone e) {
            gone++;
            commands.gone();
            value = null;
        }
    }

    @Override
    public long place() {
        return source.line();
    }
}
