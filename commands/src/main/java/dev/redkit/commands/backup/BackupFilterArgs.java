package dev.redkit.commands.backup;

import dev.redkit.backup.KeyFilter;
import dev.redkit.backup.KeyFilter.Life;
import dev.redkit.backup.KeyFilter.Range;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.keyspace.Glob;
import dev.redkit.rdb.RdbType;
import dev.redkit.redis.Slots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The options with which every backup command is told which keys are meant. */
final class BackupFilterArgs {
    private static final int MOST_DATABASES = 1 << 30;

    private final Arg patterns;
    private final Arg regex;
    private final Arg types;
    private final Arg databases;
    private final Arg encodings;
    private final Arg minSize;
    private final Arg maxSize;
    private final Arg minTtl;
    private final Arg maxTtl;
    private final Arg expiring;
    private final Arg staying;
    private final Arg slots;

    BackupFilterArgs(Syntax syntax) {
        syntax.section("Which keys");
        patterns =
                syntax.option("GLOB", "only keys that match, as in KEYS; again for more, one is enough", "--pattern");
        regex = syntax.option("REGEX", "only keys in whose name this is found", "--regex");
        types = syntax.option("TYPE[,TYPE]", "only keys of these types, in the words of the command TYPE", "--type");
        databases = syntax.option("N[,N]", "only keys of these databases", "--db");
        encodings = syntax.option("NAME[,NAME]", "only values in these encodings, as in OBJECT ENCODING", "--encoding");
        minSize = syntax.option("BYTES", "only keys that take at least so much in the file (10mb)", "--min-size");
        maxSize = syntax.option("BYTES", "only keys that take at most so much in the file", "--max-size");
        minTtl = syntax.option("TIME", "only keys that live at least that long from now on", "--min-ttl");
        maxTtl = syntax.option("TIME", "only keys that live at most that long; 0s: those expired", "--max-ttl");
        expiring = syntax.flag("only keys that expire", "--expiring");
        staying = syntax.flag("only keys that never expire", "--no-ttl");
        slots = syntax.option("N|N-M[,…]", "only keys of these cluster slots", "--slots");
    }

    /** Whether anything was asked for. */
    boolean given() {
        return List.of(
                        patterns, regex, types, databases, encodings, minSize, maxSize, minTtl, maxTtl, expiring,
                        staying, slots)
                .stream()
                .anyMatch(Arg::present);
    }

    /** @param now the Unix time in milliseconds from which times to live are counted */
    KeyFilter filter(long now) {
        return filter(List.of(), now);
    }

    /** The same, with patterns that were typed without an option. */
    KeyFilter filter(List<String> globs, long now) {
        List<Glob> all = new ArrayList<>();
        globs.forEach(glob -> all.add(Glob.of(glob)));
        patterns.all().forEach(glob -> all.add(Glob.of(glob)));
        return new KeyFilter(all, pattern(), types(), encodings(), databases(), slots(), size(), life(now));
    }

    private Pattern pattern() {
        try {
            return regex.present() ? Pattern.compile(regex.text()) : null;
        } catch (PatternSyntaxException e) {
            throw new UsageError("--regex: " + e.getDescription() + " in '" + regex.text() + "'", null, e);
        }
    }

    private Set<String> types() {
        return known(
                types,
                Arrays.stream(RdbType.values())
                        .map(type -> type.kind().word())
                        .distinct()
                        .toList());
    }

    private Set<String> encodings() {
        return known(
                encodings,
                Arrays.stream(RdbType.values())
                        .map(RdbType::encoding)
                        .distinct()
                        .toList());
    }

    private static Set<String> known(Arg arg, List<String> words) {
        Set<String> typed = new LinkedHashSet<>();
        for (String word : words(arg)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!words.contains(lower)) {
                throw new UsageError(
                        arg.name() + ": '" + word + "' is not one of " + String.join(", ", words),
                        Suggestion.hint(lower, words));
            }
            typed.add(lower);
        }
        return typed;
    }

    private static List<String> words(Arg arg) {
        return arg.all().stream()
                .flatMap(typed -> Arrays.stream(typed.split(",", -1)))
                .toList();
    }

    private Set<Integer> databases() {
        Set<Integer> numbers = new LinkedHashSet<>();
        words(databases).forEach(word -> numbers.add(number(databases, word, MOST_DATABASES)));
        return numbers;
    }

    private BitSet slots() {
        if (!slots.present()) {
            return null;
        }
        BitSet wanted = new BitSet(Slots.COUNT);
        for (String word : words(slots)) {
            int dash = word.indexOf('-');
            int first = number(slots, dash < 0 ? word : word.substring(0, dash), Slots.COUNT - 1);
            int last = dash < 0 ? first : number(slots, word.substring(dash + 1), Slots.COUNT - 1);
            if (last < first) {
                throw new UsageError("--slots: " + word + " ends before it begins");
            }
            wanted.set(first, last + 1);
        }
        return wanted;
    }

    private static int number(Arg arg, String word, int most) {
        if (word.isEmpty() || word.length() > 9 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UsageError(arg.name() + ": '" + word + "' is not a whole number");
        }
        int value = Integer.parseInt(word);
        if (value > most) {
            throw new UsageError(arg.name() + ": " + value + " is more than " + most);
        }
        return value;
    }

    private Range size() {
        return new Range(
                minSize.present() ? bytes(minSize) : Range.ANY.least(),
                maxSize.present() ? bytes(maxSize) : Range.ANY.most());
    }

    private static long bytes(Arg arg) {
        try {
            return ByteSizes.parse(arg.text());
        } catch (UsageError e) {
            throw new UsageError(arg.name() + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }

    private Life life(long now) {
        boolean bounded = minTtl.present() || maxTtl.present();
        if (staying.present() && (bounded || expiring.present())) {
            throw new UsageError("--no-ttl means keys that never expire: say no other time with it");
        }
        if (staying.present()) {
            return new Life(Life.Which.STAYING, Life.ANY.millis(), now);
        }
        if (!bounded && !expiring.present()) {
            return Life.ANY;
        }
        long least = minTtl.present() ? minTtl.duration(Duration.ZERO).toMillis() : Long.MIN_VALUE;
        long most = maxTtl.present() ? maxTtl.duration(Duration.ZERO).toMillis() : Long.MAX_VALUE;
        return new Life(Life.Which.EXPIRING, new Range(least, most), now);
    }
}
