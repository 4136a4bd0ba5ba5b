package dev.redkit.aof;

import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the commands of an append-only file did in the course of time: how many, how large, on how many keys, by name and
 * by what the keys begin with. Where no times are noted, in the course of the file. Memory depends on the number of rows,
 * which is bounded, and not on the file.
 */
public final class Timeline {
    /** More rows than that nobody looks at. */
    public static final int MOST_ROWS = 10_000;

    private static final int COMFORTABLE = 60;
    private static final int ROW_NAMES = 48;
    private static final int ALL_NAMES = 4096;
    private static final int TOP = 20;
    private static final int LONGEST_PREFIX = 64;
    private static final int ID_DIGITS = 8;
    private static final long FIRST_WIDTH = 4096;
    private static final long[] SECONDS = {
        1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 43_200, 86_400, 604_800, 2_592_000, 31_536_000
    };
    private static final String NO_PREFIX = "(none)";

    private final Plan plan;
    private final TreeMap<Long, Row> byTime = new TreeMap<>();
    private final TreeMap<Long, Row> byPosition = new TreeMap<>();
    private final Row all = new Row(0, ALL_NAMES);
    private Row untimed;
    private long seconds;
    private long bytes = FIRST_WIDTH;
    private int step;
    private long baseKeys;
    private long outside;
    private long firstTime = AofReader.NO_TIME;
    private long lastTime = AofReader.NO_TIME;

    /** How rows are parted. */
    public enum By {
        /** Into at most {@value #COMFORTABLE} rows. */
        AUTO(0),
        SECOND(1),
        MINUTE(60),
        HOUR(3600),
        DAY(86_400),
        /** By bytes, even where times are noted. */
        POSITION(0);

        private final long seconds;

        By(long seconds) {
            this.seconds = seconds;
        }
    }

    /**
     * What to tell.
     *
     * @param from the first second that counts
     * @param until the last one
     * @param separator what parts the names of keys
     */
    public record Plan(By by, long from, long until, byte separator) {}

    /** How often a name was met, and the bytes of the commands. */
    public record Count(String name, long commands, long bytes) {}

    /** A part of the time or of the file. */
    public static final class Row {
        private final long start;
        private long commands;
        private long bytes;
        private final DistinctKeys keys = new DistinctKeys();
        private final NameCounts names;
        private final NameCounts prefixes;

        private Row(long start, int mostNames) {
            this.start = start;
            this.names = new NameCounts(mostNames);
            this.prefixes = new NameCounts(mostNames);
        }

        private void add(Row other) {
            commands += other.commands;
            bytes += other.bytes;
            keys.add(other.keys);
            names.add(other.names);
            prefixes.add(other.prefixes);
        }

        /** A Unix time in seconds, or a byte of all files put together. */
        public long start() {
            return start;
        }

        public long commands() {
            return commands;
        }

        public long bytes() {
            return bytes;
        }

        /** How many different keys were touched; of many within some percent. */
        public long keys() {
            return keys.count();
        }

        /** By the commands' names. */
        public List<Count> names() {
            return names.top(TOP);
        }

        /** By what keys begin with: a command counts for each of its keys. */
        public List<Count> prefixes() {
            return prefixes.top(TOP);
        }
    }

    private Timeline(Plan plan) {
        this.plan = plan;
        this.seconds = Math.max(1, plan.by().seconds);
    }

    /** Reads all commands. */
    public static Timeline of(AofReader reader, Plan plan, Progress progress) throws IOException {
        Timeline timeline = new Timeline(plan);
        long before = 0;
        long size = 0;
        AofPart part = null;
        while (reader.next()) {
            AofPart now = reader.part().orElse(null);
            if (now != null && !now.equals(part)) {
                before += size;
                size = now.file().toFile().length();
                part = now;
            }
            progress.addRecords(1);
            if (reader.kind() == AofReader.Kind.ENTRY) {
                timeline.baseKeys++;
            } else {
                timeline.command(reader, before);
            }
        }
        return timeline;
    }

    private void command(AofReader reader, long before) throws IOException {
        long time = reader.timestamp();
        boolean bounded = plan.from() != Long.MIN_VALUE || plan.until() != Long.MAX_VALUE;
        if (bounded && (time == AofReader.NO_TIME || time < plan.from() || time > plan.until())) {
            outside++;
            return;
        }
        if (time != AofReader.NO_TIME) {
            firstTime = firstTime == AofReader.NO_TIME ? time : firstTime;
            lastTime = time;
        }
        long start = reader.offset();
        byte[][] words = reader.brief(Briefs.LONGEST);
        Row row = row(time, before + start);
        add(row, reader, words, reader.position() - start);
        add(all, reader, words, reader.position() - start);
    }

    private void add(Row row, AofReader reader, byte[][] words, long length) {
        row.commands++;
        row.bytes += length;
        row.names.add(reader.name(), 1, length);
        for (int place : CommandKeys.of(reader.name(), words)) {
            byte[] key = words[place];
            if (key != null) {
                row.keys.add(reader.db(), key);
                row.prefixes.add(prefix(key), 1, length);
            }
        }
    }

    private Row row(long time, long position) {
        if (plan.by() != By.POSITION && time != AofReader.NO_TIME) {
            if (!byPosition.isEmpty()) {
                // What came before the first time that is noted.
                untimed = new Row(AofReader.NO_TIME, ROW_NAMES);
                byPosition.values().forEach(untimed::add);
                byPosition.clear();
            }
            Row row = byTime.computeIfAbsent(Math.floorDiv(time, seconds) * seconds, one -> new Row(one, ROW_NAMES));
            boundTimes();
            return byTime.getOrDefault(Math.floorDiv(time, seconds) * seconds, row);
        }
        byPosition.computeIfAbsent(position / bytes * bytes, one -> new Row(one, ROW_NAMES));
        while (byPosition.size() > COMFORTABLE) {
            bytes *= 2;
            merge(byPosition, bytes);
        }
        return byPosition.get(position / bytes * bytes);
    }

    private void boundTimes() {
        if (plan.by() != By.AUTO && byTime.size() > MOST_ROWS) {
            throw new UsageError(
                    "there are more than " + MOST_ROWS + " rows by "
                            + plan.by().name().toLowerCase(Locale.ROOT),
                    "ask for fewer with --from and --until, or for longer ones with --by");
        }
        while (plan.by() == By.AUTO && byTime.size() > COMFORTABLE && step + 1 < SECONDS.length) {
            seconds = SECONDS[++step];
            merge(byTime, seconds);
        }
    }

    private static void merge(Map<Long, Row> rows, long width) {
        List<Map.Entry<Long, Row>> old = new ArrayList<>(rows.entrySet());
        rows.clear();
        for (Map.Entry<Long, Row> one : old) {
            rows.computeIfAbsent(Math.floorDiv(one.getKey(), width) * width, start -> new Row(start, ROW_NAMES))
                    .add(one.getValue());
        }
    }

    /** The first part of a name; a part that looks like an id is a star. */
    private String prefix(byte[] key) {
        int end = 0;
        while (end < key.length && key[end] != plan.separator()) {
            end++;
        }
        if (end == key.length) {
            return NO_PREFIX;
        }
        String separator = String.valueOf((char) plan.separator());
        if (end > LONGEST_PREFIX || looksLikeId(key, end)) {
            return "*" + separator;
        }
        return new String(key, 0, end, StandardCharsets.UTF_8) + separator;
    }

    private static boolean looksLikeId(byte[] key, int end) {
        boolean digits = false;
        boolean letters = false;
        for (int i = 0; i < end; i++) {
            int c = key[i];
            boolean digit = c >= '0' && c <= '9';
            if (!digit && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F') && c != '-') {
                return false;
            }
            digits |= digit;
            letters |= !digit;
        }
        return digits && (!letters || end >= ID_DIGITS);
    }

    /** Whether any time was noted, so that the rows are times. */
    public boolean timed() {
        return firstTime != AofReader.NO_TIME;
    }

    /** Whether the rows are parts of the time, and not of the file. */
    public boolean rowsAreTimes() {
        return timed() && plan.by() != By.POSITION;
    }

    /** How many seconds, or bytes, a row stands for. */
    public long width() {
        return rowsAreTimes() ? seconds : bytes;
    }

    /** In their order; those that nothing was done in are left out. First comes what was done before any noted time. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        if (untimed != null) {
            rows.add(untimed);
        }
        rows.addAll(rowsAreTimes() ? byTime.values() : byPosition.values());
        return List.copyOf(rows);
    }

    public Row all() {
        return all;
    }

    /** Keys in RDB parts, which were there before all that. */
    public long baseKeys() {
        return baseKeys;
    }

    /** Commands before and after the time that was asked for, or without one. */
    public long outside() {
        return outside;
    }

    public long firstTime() {
        return firstTime;
    }

    public long lastTime() {
        return lastTime;
    }
}
