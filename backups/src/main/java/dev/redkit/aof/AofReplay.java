package dev.redkit.aof;

import dev.redkit.entry.Entry;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands of an append-only file, to be done again by a server or a cluster through lanes: in their order, in their
 * databases, transactions whole. In a cluster a transaction goes to the node of its keys, if that is one; what a cluster
 * cannot take is left out and counted with its reason. Memory holds one command, of a large one a piece; in a cluster a
 * transaction.
 */
public final class AofReplay implements CommandSource {
    private static final String UNFIT = "cannot: ";
    private static final String OTHER_KEYS = "of other keys";
    private static final String NO_KEYS = "without a key";
    private static final int LARGE = 1 << 20;
    private static final long STEP_NANOS = 50_000_000;
    private static final int PART_SHIFT = 48;

    private final AofReader reader;
    private final ReplayPlan plan;
    private final TransactionRouter router;
    private final ReplayClock clock;
    private final Map<String, Long> leftOut = new TreeMap<>();
    private final Deque<Staged> ready = new ArrayDeque<>();
    private final CommandBuffer staging = new CommandBuffer(4096);

    private boolean ended;
    private boolean standing;
    private boolean inPieces;
    /** The last of what is ready is only the beginning of a large command. */
    private boolean largeWaits;

    private boolean repeatable = true;
    private boolean otherDatabases;
    private volatile boolean stopped;
    private long place;
    private int database;
    private AofPart part;
    private long parts;
    private byte[] heldMulti;
    private boolean multiSent;
    private long firstTime = AofReader.NO_TIME;
    private long startedAt;
    private boolean waits;
    private long baseKeys;
    private long commands;

    /** A command that waits to be pulled. */
    private record Staged(byte[] resp, byte[] pin, boolean inTransaction) {}

    /**
     * Commands for lanes.
     *
     * @param router that of the lanes where they go to a cluster, else null
     */
    public AofReplay(AofReader reader, ReplayPlan plan, TransactionRouter router, ReplayClock clock) {
        this.reader = reader;
        this.plan = plan;
        this.router = router;
        this.clock = clock;
    }

    /** Gives no further commands. Any thread may say so. */
    public void stop() {
        stopped = true;
    }

    /** Keys of the RDB part that were given. */
    public long baseKeys() {
        return baseKeys;
    }

    /** Commands of the file that were given. */
    public long commands() {
        return commands;
    }

    /** Commands that were not given, by the reason. */
    public Map<String, Long> leftOut() {
        return leftOut;
    }

    /** Commands that a cluster cannot take, or of which only a part was asked for. */
    public long unfit() {
        return leftOut.entrySet().stream()
                .filter(one -> one.getKey().startsWith(UNFIT))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** A place in words. */
    public String describe(long somePlace) {
        long number = somePlace >>> PART_SHIFT;
        String file = number > 0 && number <= reader.parts().size()
                ? reader.parts().get((int) number - 1).name()
                : "the input";
        return "byte " + (somePlace & ((1L << PART_SHIFT) - 1)) + " of " + file;
    }

    @Override
    public long place() {
        return place;
    }

    @Override
    public boolean repeatable() {
        return repeatable;
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        if (inPieces) {
            inPieces = reader.piece(out, LARGE);
            return inPieces ? Pull.PART : Pull.LAST_PART;
        }
        while (true) {
            Staged staged = ready.poll();
            if (staged != null) {
                return give(staged, out);
            }
            if (ended || stopped) {
                return Pull.END;
            }
            if (!standing && !advance()) {
                return end(out);
            }
            if (isEarly()) {
                return Pull.NOT_YET;
            }
            standing = false;
            if (reader.kind() == AofReader.Kind.ENTRY) {
                entry();
            } else if (plan.file() != null && isBehindEnd()) {
                return end(out);
            } else if (command(out)) {
                return inPieces ? Pull.PART : Pull.COMMAND;
            }
        }
    }

    /** An open transaction is given up: none of it is done. */
    private Pull end(CommandBuffer out) {
        ended = true;
        if (multiSent && router == null) {
            multiSent = false;
            out.command("DISCARD");
            return Pull.COMMAND;
        }
        return Pull.END;
    }

    private Pull give(Staged staged, CommandBuffer out) {
        if (router != null) {
            router.pin(staged.pin());
        }
        repeatable = !staged.inTransaction() && !otherDatabases;
        out.raw(staged.resp(), 0, staged.resp().length);
        inPieces = largeWaits && ready.isEmpty();
        largeWaits &= !inPieces;
        return inPieces ? Pull.PART : Pull.COMMAND;
    }

    private boolean advance() throws IOException {
        if (!reader.next()) {
            return false;
        }
        AofPart now = reader.part().orElse(null);
        if (now != null && !now.equals(part)) {
            part = now;
            parts++;
        }
        place = parts << PART_SHIFT | reader.offset();
        standing = true;
        return reader.kind() == AofReader.Kind.ENTRY || reader.timestamp() <= plan.until();
    }

    /** Whether the command ends behind the byte where all ends. The files behind that one do so too. */
    private boolean isBehindEnd() {
        int meant = 0;
        while (meant < reader.parts().size()
                && !reader.parts().get(meant).name().equals(plan.file())) {
            meant++;
        }
        return parts - 1 > meant || (parts - 1 == meant && reader.offset() >= plan.offset());
    }

    /** Whether it is too early for the command; waits for it when it was asked before. */
    private boolean isEarly() {
        if (plan.speed() <= 0 || reader.kind() == AofReader.Kind.ENTRY || reader.timestamp() == AofReader.NO_TIME) {
            return false;
        }
        long now = clock.nanos().getAsLong();
        if (firstTime == AofReader.NO_TIME) {
            firstTime = reader.timestamp();
            startedAt = now;
        }
        long due = startedAt + (long) ((reader.timestamp() - firstTime) * 1e9 / plan.speed());
        if (due - now <= 0) {
            waits = false;
            return false;
        }
        if (!waits) {
            waits = true;
            return true;
        }
        while (due - clock.nanos().getAsLong() > 0 && !stopped) {
            clock.pause().accept(Math.min(STEP_NANOS, due - clock.nanos().getAsLong()));
        }
        waits = false;
        return false;
    }

    private void entry() throws IOException {
        byte[] key = reader.base().key();
        if (!plan.base() || (plan.only() != null && !plan.only().wants(reader.db(), key))) {
            leaveOut(plan.base() ? OTHER_KEYS : "in the base", 1);
            return;
        }
        if (router != null && reader.db() != 0) {
            leaveOut(UNFIT + "a cluster has only database 0", 1);
            return;
        }
        baseKeys++;
        select(reader.db());
        long expireAt = reader.base().expireAt();
        byte[] dump = reader.base().dump();
        CommandBuffer restore = new CommandBuffer(dump.length + key.length + 128);
        restore.begin(6).arg("RESTORE").arg(key);
        restore.arg(expireAt == Entry.NEVER ? 0 : expireAt)
                .arg(dump)
                .arg("REPLACE")
                .arg("ABSTTL");
        stage(restore, null, false);
    }

    private void stage(CommandBuffer command, byte[] pin, boolean inTransaction) {
        ready.add(new Staged(Arrays.copyOf(command.array(), command.length()), pin, inTransaction));
    }

    /** Says to the server in which database what follows is; to a cluster there is nothing to say. */
    private void select(int db) {
        if (router == null && db != database) {
            database = db;
            otherDatabases = true;
            stage(new CommandBuffer(64).command("SELECT", Integer.toString(db)), null, true);
        }
    }

    private void leaveOut(String why, long count) {
        leftOut.merge(why, count, Long::sum);
    }

    /** Takes one command; true when it is in {@code out}, or a piece of it. */
    private boolean command(CommandBuffer out) throws IOException {
        String name = reader.name();
        if (name.equals("SELECT")) {
            return false;
        }
        if (name.equals("MULTI")) {
            if (router != null) {
                transaction();
            } else {
                heldMulti = resp("MULTI");
            }
            return false;
        }
        if (name.equals("EXEC") || name.equals("DISCARD")) {
            return endOfTransaction(name, out);
        }
        if (router != null && reader.db() != 0) {
            leaveOut(UNFIT + "a cluster has only database 0", 1);
            return false;
        }
        boolean more = reader.piece(staging, LARGE);
        if (isWanted(name, staging)) {
            return pass(out, more);
        }
        staging.clear();
        return false;
    }

    /** Gives what is staged, behind what has to come before it. */
    private boolean pass(CommandBuffer out, boolean more) throws IOException {
        commands++;
        boolean inTransaction = reader.inTransaction();
        boolean before = heldMulti != null || (router == null && reader.db() != database);
        if (heldMulti != null) {
            ready.add(new Staged(heldMulti, null, true));
            heldMulti = null;
            multiSent = true;
        }
        select(reader.db());
        if (before) {
            stage(staging, null, inTransaction);
            staging.clear();
            largeWaits = more;
            return false;
        }
        if (router != null) {
            router.pin(null);
        }
        repeatable = !inTransaction && !otherDatabases;
        out.raw(staging.array(), 0, staging.length());
        staging.clear();
        inPieces = more;
        return true;
    }

    private boolean endOfTransaction(String name, CommandBuffer out) {
        if (heldMulti != null || (!multiSent && plan.looks())) {
            heldMulti = null;
            return false;
        }
        multiSent = false;
        repeatable = false;
        out.command(name);
        return true;
    }

    /** Takes a whole transaction for a cluster, if all its keys live on one node. */
    private void transaction() throws IOException {
        ClusterTransaction transaction = new ClusterTransaction();
        while (reader.next()) {
            place = parts << PART_SHIFT | reader.offset();
            if (reader.name().equals("EXEC") || reader.name().equals("DISCARD")) {
                break;
            }
            if (!reader.name().equals("SELECT")) {
                CommandBuffer one = new CommandBuffer(256);
                boolean more = reader.piece(one, LARGE);
                transaction.add(reader, one, more);
                if (transaction.unfit() == null && isWanted(reader.name(), one)) {
                    transaction.want(one);
                }
            }
        }
        if (transaction.unfit() != null) {
            leaveOut(UNFIT + transaction.unfit(), transaction.count());
        } else if (!transaction.wanted().isEmpty() && reader.name().equals("EXEC")) {
            commands += transaction.wanted().size();
            ready.add(new Staged(resp("MULTI"), transaction.pin(), true));
            transaction.wanted().forEach(one -> ready.add(new Staged(one, transaction.pin(), true)));
            ready.add(new Staged(resp("EXEC"), transaction.pin(), true));
        }
    }

    private static byte[] resp(String name) {
        CommandBuffer buffer = new CommandBuffer(32).command(name);
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    private boolean isWanted(String name, CommandBuffer command) {
        if (!plan.looks()) {
            return true;
        }
        byte[][] words = Briefs.words(command.array(), command.length());
        if (plan.drops().stream().anyMatch(pattern -> pattern.matches(name, words))) {
            leaveOut("as asked: " + name, 1);
            return false;
        }
        if (plan.only() == null) {
            return true;
        }
        int[] keys = CommandKeys.of(name, words);
        int wanted = 0;
        for (int at : keys) {
            wanted += words[at] != null && plan.only().wants(reader.db(), words[at]) ? 1 : 0;
        }
        if (wanted == 0) {
            leaveOut(keys.length == 0 ? NO_KEYS : OTHER_KEYS, 1);
        } else if (wanted < keys.length) {
            leaveOut(UNFIT + "only some of its keys were asked for (" + name + ")", 1);
        }
        return keys.length > 0 && wanted == keys.length;
    }
}
