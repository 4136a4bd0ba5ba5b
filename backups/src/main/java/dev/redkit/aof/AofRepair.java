package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a copy of an append-only file without what is damaged in it: a command that is cut off at the end of a file, bytes
 * in the middle that are no command, a transaction of which a part is gone. Behind damage it goes on where commands begin
 * again (see {@link Resync}). The original is only read. An RDB base is not mended here.
 */
public final class AofRepair {
    /** More than that is no append-only file with some damage. */
    private static final int MOST_DAMAGES = 10_000;

    private static final String LOST_EXEC = "a transaction whose EXEC has become another word";

    private final AofSet set;
    private final List<Damage> damages = new ArrayList<>();
    private long commands;

    private AofRepair(AofSet set) {
        this.set = set;
    }

    /**
     * Looks for damage.
     *
     * @param place a folder, a manifest or a single file
     */
    public static AofRepair of(Path place, Progress progress) throws IOException {
        AofRepair repair = new AofRepair(AofSet.of(place));
        for (AofPart part : repair.set.parts()) {
            repair.demandPlain(part);
            repair.survey(part, progress);
        }
        return repair;
    }

    /** What is left out of a copy, in its order; nothing when all is sound. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    /** Commands that a copy has. */
    public long commands() {
        return commands;
    }

    /** Writes the copy into a folder that is not there yet. */
    public void copy(Path out) throws IOException {
        try (AofFolder folder = AofFolder.create(out);
                RangeCopy copy = new RangeCopy(folder)) {
            keep(copy);
            copy.close();
            folder.manifest(
                    set.manifestName(), set.parts().stream().map(set::inCopy).toList());
            folder.commit();
        }
    }

    /** Tells what a copy has of each file. */
    void keep(Ranges to) throws IOException {
        for (AofPart part : set.parts()) {
            long from = 0;
            for (Damage damage : damages) {
                if (damage.part().equals(part)) {
                    to.keep(part, from, damage.from());
                    from = damage.to();
                }
            }
            to.keep(part, from, Ranges.TO_THE_END);
        }
    }

    private void demandPlain(AofPart part) {
        try (Input input = Input.open(part.file())) {
            if (input.isCompressed()) {
                throw new UsageError(part.file() + " is compressed", "decompress it first, to a copy");
            }
        }
    }

    private void survey(AofPart part, Progress progress) throws IOException {
        long at = 0;
        while (true) {
            Damage damage = next(part, at, progress);
            if (damage == null) {
                return;
            }
            damages.add(damage);
            if (damages.size() > MOST_DAMAGES) {
                throw new BadInput(
                        part.file() + " is damaged in more than " + MOST_DAMAGES + " places",
                        "it is hardly an append-only file any more");
            }
            at = damage.to();
            if (at == size(part)) {
                return;
            }
        }
    }

    private static long size(AofPart part) {
        return part.file().toFile().length();
    }

    /** The first damage behind that byte, or null. */
    private Damage next(AofPart part, long from, Progress progress) throws IOException {
        try (InputStream in = open(part, from);
                AofReader reader = from == 0 ? AofReader.of(in, part.name()) : AofReader.from(in, part.name(), from)) {
            Walk walk = new Walk();
            try {
                while (reader.next()) {
                    walk.stand(reader);
                    progress.addRecords(1);
                }
                commands += walk.whole(true);
                return null;
            } catch (BadInput e) {
                AofProblem problem = reader.problem().orElseThrow(() -> e);
                if (reader.kind() == AofReader.Kind.ENTRY) {
                    throw new BadInput(
                            "the RDB part of " + part.name() + " is damaged: " + problem.what() + " at byte "
                                    + problem.offset(),
                            "'redkit backup check' tells more; commands are mended here, an RDB file is not");
                }
                commands += walk.whole(reader.good() > walk.stands) - (reader.inTransaction() ? walk.inTransaction : 0);
                if (walk.lostEnd > 0 && problem.kind() == RdbProblem.Kind.TRUNCATED) {
                    return new Damage(part, problem.good(), walk.lostEnd, LOST_EXEC, null, walk.beforeLostEnd, false);
                }
                long command = Math.max(problem.good(), reader.offset());
                return damage(part, problem, command, reader.inTransaction());
            }
        }
    }

    /** What was read so far. A command is whole when what comes after it was reached. */
    private static final class Walk {
        private boolean atCommand;
        private long whole;
        private long inTransaction;
        private long stands;
        /** Where a command of one unknown word ends in the open transaction: what has become of its EXEC. */
        private long lostEnd;

        private long beforeLostEnd;

        void stand(AofReader reader) throws IOException {
            whole += atCommand ? 1 : 0;
            inTransaction += atCommand ? 1 : 0;
            atCommand = reader.kind() == AofReader.Kind.COMMAND;
            stands = reader.offset();
            if (!reader.inTransaction() || reader.name().equals("MULTI")) {
                inTransaction = 0;
                lostEnd = 0;
            } else if (lostEnd == 0 && reader.arguments() == 1 && !CommandKeys.knows(reader.name())) {
                reader.brief(0);
                lostEnd = reader.position();
                beforeLostEnd = inTransaction;
            }
        }

        /** How many commands there were, with or without the one that the reader stood at last. */
        long whole(boolean last) {
            return whole + (atCommand && last ? 1 : 0);
        }
    }

    private static Damage damage(AofPart part, AofProblem problem, long command, boolean inTransaction)
            throws IOException {
        Resync resync = new Resync(part, inTransaction);
        long to = resync.find(command);
        return new Damage(
                part, problem.good(), to, what(problem, to, part), resync.command(), resync.whole(), resync.select());
    }

    private static String what(AofProblem problem, long to, AofPart part) {
        boolean end = problem.kind() == RdbProblem.Kind.TRUNCATED && to == size(part);
        return end ? problem.what() : problem.what() + " at byte " + problem.offset();
    }

    static InputStream open(AofPart part, long from) throws IOException {
        FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ);
        return new BufferedInputStream(Channels.newInputStream(channel.position(from)), 1 << 16);
    }
}
