package dev.redkit.backup;

import dev.redkit.entry.Entry;
import dev.redkit.failure.BadInput;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbProblem;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.Sizes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a file is sound, and what is in it by type and by database; as far as it could be read. */
public final class FileSummary {
    /** More of each kind of name than any server makes; a file that has more is not summed up in more detail. */
    private static final int MOST_NAMES = 4096;

    private static final int LONGEST_NOTE = 1024;

    private final String name;
    private final Map<RdbType, Tally> types = new EnumMap<>(RdbType.class);
    private final Map<Integer, Tally> databases = new TreeMap<>();
    private final Map<String, Long> modules = new TreeMap<>();
    private final Map<String, String> notes = new LinkedHashMap<>();
    private final Tally total = new Tally();
    private RdbFormat format;
    private RdbProblem problem;
    private RdbReader.Checksum checksum = RdbReader.Checksum.NOT_REACHED;
    private long functions;
    private long bytes;
    private long trailing;

    /** Says how closely to look at each key, and sees it after its value was read. */
    interface Eye {
        /** Whether to look into the current key's value, and not only for where it ends. */
        boolean wantsParts(RdbReader reader);

        /** Who wants to hear how large the parts are; null for nobody. */
        default Sizes sizes() {
            return null;
        }

        default void seen(RdbReader reader) {}

        /** Hears what stands beside the keys, after the summary has. */
        default RdbListener listener() {
            return new RdbListener() {};
        }
    }

    private FileSummary(String name) {
        this.name = name;
    }

    /**
     * Reads a file to its end and says whether it is sound. A file that is not gives no failure but a verdict.
     *
     * @param in decompressed; not closed
     * @param name what to call it in messages
     * @param deep to look into every value, not only for where it ends
     */
    public static FileSummary check(InputStream in, String name, boolean deep) throws IOException {
        return read(in, name, reader -> deep);
    }

    static FileSummary read(InputStream in, String name, Eye eye) throws IOException {
        FileSummary summary = new FileSummary(name);
        RdbReader reader = RdbReader.of(in, name).listener(summary.new Notes(eye.listener()));
        try {
            summary.format = reader.format();
            while (reader.next()) {
                if (eye.wantsParts(reader)) {
                    summary.module(reader);
                    reader.check(eye.sizes());
                } else {
                    reader.skip();
                }
                summary.add(reader);
                eye.seen(reader);
            }
        } catch (BadInput e) {
            summary.problem = reader.problem().orElseThrow(() -> e);
        }
        summary.checksum = reader.checksum();
        summary.bytes = reader.position();
        if (summary.problem == null) {
            summary.trailing = count(reader.rest());
        }
        return summary;
    }

    public String name() {
        return name;
    }

    public Verdict verdict() {
        return problem == null ? Verdict.OK : Verdict.of(problem);
    }

    /** Why the verdict is not OK. */
    public Optional<RdbProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /** Empty when not even the magic number could be read. */
    public Optional<RdbFormat> format() {
        return Optional.ofNullable(format);
    }

    public RdbReader.Checksum checksum() {
        return checksum;
    }

    /** How many bytes were read. */
    public long bytes() {
        return bytes;
    }

    /** How many bytes follow the end of the RDB part: commands in an old append-only file, else something strange. */
    public long trailing() {
        return trailing;
    }

    public Tally total() {
        return total;
    }

    public Map<RdbType, Tally> types() {
        return Collections.unmodifiableMap(types);
    }

    public Map<Integer, Tally> databases() {
        return Collections.unmodifiableMap(databases);
    }

    /** Values by the name of the module that made them; empty unless values were looked into. */
    public Map<String, Long> modules() {
        return Collections.unmodifiableMap(modules);
    }

    /** What the server noted about itself: {@code redis-ver}, {@code ctime} … */
    public Map<String, String> notes() {
        return Collections.unmodifiableMap(notes);
    }

    /** Libraries of functions. */
    public long functions() {
        return functions;
    }

    private void module(RdbReader reader) throws IOException {
        if (reader.type() == RdbType.MODULE_2) {
            Optional<String> module = reader.module();
            if (module.isPresent() && (modules.size() < MOST_NAMES || modules.containsKey(module.get()))) {
                modules.merge(module.get(), 1L, Long::sum);
            }
        }
    }

    private void add(RdbReader reader) {
        long size = reader.position() - reader.offset();
        boolean expires = reader.expireAt() != Entry.NEVER;
        total.add(size, reader.elements(), expires);
        types.computeIfAbsent(reader.type(), type -> new Tally()).add(size, reader.elements(), expires);
        if (databases.size() < MOST_NAMES || databases.containsKey(reader.db())) {
            databases.computeIfAbsent(reader.db(), db -> new Tally()).add(size, reader.elements(), expires);
        }
    }

    private static long count(InputStream rest) throws IOException {
        return rest.transferTo(OutputStream.nullOutputStream());
    }

    private final class Notes implements RdbListener {
        private final RdbListener next;

        Notes(RdbListener next) {
            this.next = next;
        }

        @Override
        public void sizes(long keys, long expiring) throws IOException {
            next.sizes(keys, expiring);
        }

        @Override
        public void aux(byte[] key, byte[] value) {
            if (notes.size() < MOST_NAMES && key.length <= LONGEST_NOTE && value.length <= LONGEST_NOTE) {
                notes.put(new String(key, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
            }
        }

        @Override
        public void function(byte[] source) {
            functions++;
        }
    }
}
