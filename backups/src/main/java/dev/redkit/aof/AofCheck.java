package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether an append-only file is sound, all of its files, and what is in each; as far as it could be read. Files are only
 * read, so that media which cannot be written are checked as well.
 */
public final class AofCheck {
    private final List<File> files = new ArrayList<>();
    private final boolean deep;
    private AofProblem problem;
    private String failure;
    private long transactions;

    private Counts counts = new Counts();
    private long firstTime = AofReader.NO_TIME;
    private long lastTime = AofReader.NO_TIME;

    /**
     * One file.
     *
     * @param role null when it is no part of a manifest
     * @param format of the RDB part at its beginning, or null
     * @param keys in the RDB part
     * @param good how many bytes of it are whole
     */
    public record File(
            String name, AofPart.Role role, RdbFormat format, long keys, long commands, long bytes, long good) {}

    private static final class Counts {
        private AofPart part;
        private RdbFormat format;
        private long keys;
        private long commands;
        private long good;
    }

    private AofCheck(boolean deep) {
        this.deep = deep;
    }

    /**
     * Reads a folder, a manifest or a single file to the end. What is damaged gives no failure but a {@link #problem}.
     *
     * @param deep to look into every value of an RDB part, not only for where it ends
     */
    public static AofCheck of(Path place, boolean deep, Progress progress) throws IOException {
        AofCheck check = new AofCheck(deep);
        AofSet set;
        try {
            set = AofSet.of(place);
        } catch (BadInput e) {
            check.failure = e.getMessage();
            return check;
        }
        try (AofReader reader = set.open()) {
            check.read(reader, progress);
            check.rest(set);
        }
        return check;
    }

    /** The same for a single file that comes as a stream. */
    public static AofCheck of(AofReader reader, boolean deep, Progress progress) throws IOException {
        AofCheck check = new AofCheck(deep);
        check.read(reader, progress);
        check.leave();
        return check;
    }

    private void read(AofReader reader, Progress progress) throws IOException {
        try {
            while (reader.next()) {
                enter(reader);
                progress.addRecords(1);
                if (reader.kind() == AofReader.Kind.ENTRY) {
                    entry(reader);
                } else {
                    command(reader);
                }
            }
            counts.good = reader.good();
        } catch (BadInput e) {
            problem = reader.problem().orElse(null);
            failure = e.getMessage();
            if (reader.part().isPresent()) {
                enter(reader);
            }
            counts.good = problem == null ? 0 : problem.good();
        }
    }

    private void entry(AofReader reader) throws IOException {
        counts.keys++;
        counts.format = reader.base().format();
        if (deep) {
            reader.base().check();
        }
    }

    private void command(AofReader reader) {
        counts.commands++;
        counts.good = reader.good();
        transactions += reader.name().equals("EXEC") ? 1 : 0;
        if (reader.timestamp() != AofReader.NO_TIME) {
            firstTime = firstTime == AofReader.NO_TIME ? reader.timestamp() : firstTime;
            lastTime = reader.timestamp();
        }
    }

    private void enter(AofReader reader) {
        AofPart now = reader.part().orElse(null);
        if (now != null && !now.equals(counts.part)) {
            leave();
            counts.part = now;
        }
    }

    private void leave() {
        if (counts.part != null) {
            long size = counts.part.file().toFile().length();
            boolean whole =
                    problem == null || !problem.file().equals(counts.part.file().toString());
            files.add(file(counts.part, counts, size, whole ? size : counts.good));
        } else if (counts.keys + counts.commands > 0) {
            files.add(new File("", null, counts.format, counts.keys, counts.commands, counts.good, counts.good));
        }
        counts = new Counts();
    }

    private static File file(AofPart part, Counts counts, long size, long good) {
        return new File(part.name(), part.role(), counts.format, counts.keys, counts.commands, size, good);
    }

    /** Files without keys and commands, and those behind a problem, were not seen: they are listed all the same. */
    private void rest(AofSet set) {
        leave();
        boolean behind = false;
        for (int i = 0; i < set.parts().size(); i++) {
            AofPart part = set.parts().get(i);
            boolean listed = i < files.size() && files.get(i).name().equals(part.name());
            if (!listed) {
                long size = part.file().toFile().length();
                files.add(i, file(part, new Counts(), size, behind ? 0 : size));
            }
            behind |= problem != null && problem.file().equals(part.file().toString());
        }
    }

    /** Why it is not sound, where that has a place in a file. */
    public Optional<AofProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Why it is not sound, in a sentence; empty when it is. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** The files in their order; of those behind a problem only the size is known. */
    public List<File> files() {
        return List.copyOf(files);
    }

    public long commands() {
        return files.stream().mapToLong(File::commands).sum();
    }

    /** Keys in RDB parts. */
    public long keys() {
        return files.stream().mapToLong(File::keys).sum();
    }

    /** Complete transactions. */
    public long transactions() {
        return transactions;
    }

    /** The first time that is noted, in Unix seconds, or {@link AofReader#NO_TIME}: then there are no timestamps. */
    public long firstTime() {
        return firstTime;
    }

    public long lastTime() {
        return lastTime;
    }
}
