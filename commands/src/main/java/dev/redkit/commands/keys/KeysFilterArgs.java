package dev.redkit.commands.keys;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Rates;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyCondition;
import dev.redkit.keys.KeyFacts;
import dev.redkit.keys.KeyLimit;
import dev.redkit.keys.KeyQuery;
import dev.redkit.keys.KeyTest;
import dev.redkit.keyspace.Selection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The words with which every {@code keys} command is told which keys are meant. */
final class KeysFilterArgs {
    private final Arg patterns;
    private final Arg regex;
    private final Arg types;
    private final Arg where;
    private final Arg minSize;
    private final Arg minMemory;
    private final Arg minTtl;
    private final Arg maxTtl;
    private final Arg expiring;
    private final Arg staying;
    private final Arg minIdle;
    private final Arg rate;

    KeysFilterArgs(Syntax syntax) {
        patterns = syntax.rest("PATTERN", "keys that match one of these, as in KEYS; none: all keys", false);
        syntax.section("Which keys");
        regex = syntax.option("REGEX", "only keys in whose name this is found", "--regex");
        types = syntax.option("TYPE[,TYPE]", "only keys of these types, in the words of the command TYPE", "--type");
        where = syntax.option(
                "EXPR",
                "only keys for which this is true: CEL over key, type, size, ttl, memory, idle, freq, encoding",
                "--where");
        minSize = syntax.option("N", "only keys with at least so many elements, or bytes of a string", "--min-size");
        minMemory = syntax.option("BYTES", "only keys that take at least so much memory (10mb)", "--min-memory");
        minTtl = syntax.option("TIME", "only keys that live at least that long from now on", "--min-ttl");
        maxTtl = syntax.option("TIME", "only keys that live at most that long", "--max-ttl");
        expiring = syntax.flag("only keys that expire", "--expiring");
        staying = syntax.flag("only keys that never expire", "--no-ttl");
        minIdle = syntax.option("TIME", "only keys that nobody used for at least that long", "--min-idle");
        rate = syntax.option("N/s", "look at no more keys of each server in a second (5k/s)", "--scan-rate");
    }

    /** What was typed, as one would type it: for logs. */
    String words() {
        StringBuilder text = new StringBuilder();
        patterns.all().forEach(pattern -> text.append(" '").append(pattern).append('\''));
        for (Arg arg : List.of(regex, types, where, minSize, minMemory, minTtl, maxTtl, minIdle)) {
            arg.all()
                    .forEach(word -> text.append(' ')
                            .append(arg.name())
                            .append(" '")
                            .append(word)
                            .append('\''));
        }
        for (Arg flag : List.of(expiring, staying)) {
            text.append(flag.present() ? " " + flag.name() : "");
        }
        return text.toString();
    }

    /** Which keys; nothing is asked but what decides that. */
    KeyQuery query() {
        Selection selection = patterns.present() ? Selection.of(patterns.all()) : Selection.ALL;
        selection = selection.ofTypes(types());
        if (regex.present()) {
            Pattern pattern = pattern();
            selection = selection.where(name ->
                    pattern.matcher(new String(name, StandardCharsets.UTF_8)).find());
        }
        return new KeyQuery(
                selection, tests(), Set.of(), -1, rate.present() ? Rates.parse(rate.text()) : Double.POSITIVE_INFINITY);
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(regex.text());
        } catch (PatternSyntaxException e) {
            throw new UsageError("--regex: " + e.getDescription() + " in '" + regex.text() + "'", null, e);
        }
    }

    private Set<String> types() {
        Set<String> words = new LinkedHashSet<>();
        types.all().forEach(typed -> words.addAll(List.of(typed.split(",", -1))));
        return words;
    }

    private List<KeyTest> tests() {
        if (staying.present() && (expiring.present() || minTtl.present() || maxTtl.present())) {
            throw new UsageError("--no-ttl means keys that never expire: say no other time with it");
        }
        List<KeyTest> tests = new ArrayList<>();
        if (staying.present()) {
            tests.add(new KeyLimit(Fact.TTL, KeyFacts.NEVER, KeyFacts.NEVER));
        }
        if (expiring.present() || minTtl.present() || maxTtl.present()) {
            tests.add(new KeyLimit(
                    Fact.TTL,
                    minTtl.duration(Duration.ZERO).toMillis(),
                    maxTtl.present() ? maxTtl.duration(Duration.ZERO).toMillis() : Long.MAX_VALUE));
        }
        if (minIdle.present()) {
            tests.add(new KeyLimit(Fact.IDLE, minIdle.duration(Duration.ZERO).toSeconds(), Long.MAX_VALUE));
        }
        if (minSize.present()) {
            tests.add(new KeyLimit(Fact.SIZE, minSize.number(0, 0, Long.MAX_VALUE), Long.MAX_VALUE));
        }
        if (minMemory.present()) {
            tests.add(new KeyLimit(Fact.MEMORY, bytes(minMemory), Long.MAX_VALUE));
        }
        if (where.present()) {
            // The costly one last: it sees only keys that the others let pass.
            tests.add(KeyCondition.of(where.text()));
        }
        return tests;
    }

    private static long bytes(Arg arg) {
        try {
            return ByteSizes.parse(arg.text());
        } catch (UsageError e) {
            throw new UsageError(arg.name() + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }
}
