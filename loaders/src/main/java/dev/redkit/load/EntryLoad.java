package dev.redkit.load;

import dev.redkit.export.EntryCommandSource;
import dev.redkit.export.EntryCommands;
import dev.redkit.export.EntrySource;
import dev.redkit.export.EntrySources;
import dev.redkit.export.Existing;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.lane.CommandSource;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import dev.redkit.wire.CommandBuffer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Loads what {@code export} wrote: entries that say themselves what they are. Each takes the place of a key of its name,
 * unless it is to be added to it.
 */
public final class EntryLoad {
    private static final int SHOWN_COMMANDS = 5;

    private final LoadListener listener;
    private final Existing existing;
    private final Account account = new Account();
    private final Set<Long> rejected = new HashSet<>();
    private int rehearsed;
    private volatile boolean stopped;
    private Lanes lanes;

    public EntryLoad(LoadListener listener, Existing existing) {
        this.listener = listener;
        this.existing = existing;
    }

    /** The entries of an input, when it holds such; null when it is a dataset of another kind. */
    public static EntrySource recognise(Input input) {
        try {
            BufferedInputStream in = new BufferedInputStream(input.stream());
            Optional<EntrySources.Shape> shape = EntrySources.recognise(EntrySources.head(in));
            return shape.isPresent() ? EntrySources.open(shape.get(), in, input.name()) : null;
        } catch (IOException e) {
            throw new BadInput("cannot read " + input.name() + ": " + Reason.of(e), null, e);
        }
    }

    /** Sends all entries. */
    public void run(EntrySource entries, String name, Lanes itsLanes, Progress progress) {
        lanes = itsLanes;
        EntryCommandSource source = new EntryCommandSource(entries, new EntryCommands(existing, true));
        boolean whole = false;
        rejected.clear();
        try {
            itsLanes.run(source, refused -> refuse(refused, name));
            whole = true;
        } catch (IOException e) {
            throw new BadInput("cannot go on: " + Reason.of(e), null, e);
        } finally {
            settle(source, whole && !stopped);
            progress.addRecords(source.entries());
        }
    }

    /** Reads all entries and sends nothing; shows the first commands. */
    public void rehearse(EntrySource entries, Consumer<byte[]> shown) {
        EntryCommandSource source = new EntryCommandSource(entries, new EntryCommands(existing, true));
        CommandBuffer buffer = new CommandBuffer(4096);
        rejected.clear();
        try {
            while (!stopped && source.next(buffer) != CommandSource.Pull.END) {
                if (rehearsed++ < SHOWN_COMMANDS) {
                    shown.accept(Arrays.copyOf(buffer.array(), buffer.length()));
                }
                buffer.clear();
            }
        } catch (IOException e) {
            throw new BadInput("cannot go on: " + Reason.of(e), null, e);
        } finally {
            settle(source, !stopped);
        }
    }

    private void refuse(Refused refused, String name) {
        if (rejected.add(refused.place())) {
            listener.rejected(new Rejection(
                    name,
                    0,
                    refused.place(),
                    CommandWords.key(refused.command()),
                    refused.error().message(),
                    new byte[0]));
        }
    }

    private void settle(EntryCommandSource source, boolean whole) {
        account.countRead(source.entries());
        account.countSkipped(source.gone());
        account.countRejected(rejected.size());
        long rest = source.entries() - source.gone() - rejected.size();
        if (whole) {
            account.countWritten(rest);
        } else {
            account.countUnconfirmed(rest);
        }
        account.publish();
    }

    /** Ends after what was sent is answered. */
    public void stop() {
        stopped = true;
        if (lanes != null) {
            lanes.cancel();
        }
    }

    public Account.Figures account() {
        return account.figures();
    }
}
