package dev.redkit.convert;

import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Slots;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Into which of several files a key goes.
 *
 * @param ranges the first slot of each range, and behind the last one its end
 * @param size how large a file may become
 */
public record Split(By by, List<int[]> ranges, long size) {
    /** So many files are open at once at most. */
    public static final int MOST_FILES = 64;

    private static final int LONGEST_NAME = 80;

    /** What decides. */
    public enum By {
        /** A file for each database. */
        DB,
        /** A file for each range of slots of a cluster. */
        SLOT,
        /** A file for what each key's name begins with, up to a colon. */
        PREFIX,
        /** The next file when one is full. */
        SIZE
    }

    /** As a user says it: {@code db}, {@code prefix}, {@code slot:3}, {@code slot:0-5460,5461-16383}, {@code size:1gb}. */
    public static Split parse(String text) {
        String[] words = text.strip().split(":", 2);
        String what = words[0].toLowerCase(Locale.ROOT);
        String how = words.length > 1 ? words[1] : "";
        if (what.equals("db") && how.isEmpty()) {
            return new Split(By.DB, List.of(), 0);
        } else if (what.equals("prefix") && how.isEmpty()) {
            return new Split(By.PREFIX, List.of(), 0);
        } else if (what.equals("slot") && how.matches("\\d{1,3}")) {
            return new Split(By.SLOT, equal(Integer.parseInt(how)), 0);
        } else if (what.equals("slot") && how.matches("\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*")) {
            return new Split(By.SLOT, named(how), 0);
        } else if (what.equals("size") && !how.isEmpty()) {
            return new Split(By.SIZE, List.of(), Math.max(1, ByteSizes.parse(how)));
        }
        throw new UsageError(
                "'" + text + "' does not say how to split",
                "say db, prefix, slot:3 (as many masters), slot:0-5460,5461-16383 or size:1gb");
    }

    /** As redis-cli spreads the slots of a new cluster over its masters. */
    private static List<int[]> equal(int parts) {
        if (parts < 1 || parts > MOST_FILES) {
            throw new UsageError("slots are split into 1 to " + MOST_FILES + " files, not into " + parts);
        }
        List<int[]> ranges = new ArrayList<>();
        double each = (double) Slots.COUNT / parts;
        int first = 0;
        for (int i = 1; i <= parts; i++) {
            int end = i == parts ? Slots.COUNT : (int) Math.round(i * each - 1) + 1;
            ranges.add(new int[] {first, end - 1});
            first = end;
        }
        return ranges;
    }

    private static List<int[]> named(String text) {
        List<int[]> ranges = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            String[] ends = word.split("-", 2);
            int first = Integer.parseInt(ends[0]);
            int last = ends.length > 1 ? Integer.parseInt(ends[1]) : first;
            if (last < first || last >= Slots.COUNT) {
                throw new UsageError("there is no range of slots " + word, "slots are 0 to " + (Slots.COUNT - 1));
            }
            ranges.add(new int[] {first, last});
        }
        if (ranges.size() > MOST_FILES) {
            throw new UsageError("more than " + MOST_FILES + " ranges of slots");
        }
        return ranges;
    }

    /** The word in the name of the file for a key, by all but size; null when it belongs to none. */
    String part(RdbReader reader) {
        return switch (by) {
            case DB -> "db" + reader.db();
            case PREFIX -> prefix(reader.key());
            case SLOT -> range(Slots.of(reader.key()));
            case SIZE -> throw new IllegalStateException("a size is no part of a key");
        };
    }

    private String range(int slot) {
        for (int[] range : ranges) {
            if (slot >= range[0] && slot <= range[1]) {
                return name(range);
            }
        }
        return null;
    }

    private static String name(int[] range) {
        return "slots-" + range[0] + "-" + range[1];
    }

    /** The words of files that are there even if no key goes into them. */
    List<String> expected() {
        return ranges.stream().map(Split::name).toList();
    }

    private static String prefix(byte[] key) {
        int end = 0;
        while (end < key.length && key[end] != ':') {
            end++;
        }
        if (end == key.length) {
            return "none";
        }
        StringBuilder name = new StringBuilder("prefix-");
        for (byte one : new String(key, 0, end, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1)) {
            boolean plain = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9');
            name.append(
                    plain || one == '_' || one == '-'
                            ? String.valueOf((char) one)
                            : String.format(Locale.ROOT, "%%%02x", one));
        }
        return name.length() <= LONGEST_NAME ? name.toString() : "prefix-long";
    }
}
