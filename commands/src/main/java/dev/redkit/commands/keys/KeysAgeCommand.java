package dev.redkit.commands.keys;

import dev.redkit.backup.Histogram;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.io.Durations;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyFacts;
import dev.redkit.keys.Top;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code redkit keys ttl} and {@code keys idle}: keys by the time that is left to them, or that nobody used them. */
final class KeysAgeCommand implements Action {
    private static final long[] BOUNDS = {
        seconds("1m"), seconds("1h"), seconds("1d"), seconds("7d"), seconds("30d"), seconds("365d")
    };

    private final Session session;
    private final Age age;
    private final KeysFilterArgs filter;
    private final Arg top;

    /** Which of the two. */
    enum Age {
        TTL(Fact.TTL),
        IDLE(Fact.IDLE);

        private final Fact fact;

        Age(Fact fact) {
            this.fact = fact;
        }
    }

    KeysAgeCommand(Syntax syntax, Session session, Age age) {
        this.session = session;
        this.age = age;
        if (age == Age.TTL) {
            syntax.description("Show how many keys never expire, how many do and when, and the keys that expire next.");
            syntax.examples("redkit keys ttl 'session:*'", "redkit keys ttl --type string --top 20 -o json");
        } else {
            syntax.description(
                    "Show how many keys were not used for how long (OBJECT IDLETIME), and those that were used least"
                            + " recently. A server with an LFU policy does not know: 'keys hot' reads what it knows.");
            syntax.examples("redkit keys idle --top 20", "redkit keys idle 'cache:*' --min-idle 7d");
        }
        filter = new KeysFilterArgs(syntax);
        syntax.section("What to show");
        top = syntax.option("N", "how many keys to name (default: 5)", "--top");
    }

    private static long seconds(String time) {
        return Arg.duration(time, time).toSeconds();
    }

    @Override
    public void run() {
        Set<Fact> facts = EnumSet.of(age.fact);
        Histogram histogram = new Histogram(BOUNDS);
        Top<KeyFacts> first = new Top<>((int) top.number(5, 1, KeysBigCommand.MOST));
        long[] staying = {0};
        KeysRun run = new KeysRun(session);
        run.scan(filter.query().asking(facts), key -> {
            long value = age == Age.TTL ? key.ttlMillis() : key.idleSeconds();
            if (value == KeyFacts.NEVER) {
                staying[0]++;
            } else if (value != KeyFacts.UNKNOWN) {
                histogram.add(age == Age.TTL ? value / 1000 : value, 0);
                first.offer(key, age == Age.TTL ? -value : value);
            }
        });
        Value.Fields fields = run.figures();
        if (age == Age.TTL) {
            fields.put("no_ttl", staying[0]);
        }
        fields.put(age.fact.word(), new Value.Items(rows(histogram)))
                .put(age == Age.TTL ? "next" : "idlest", new Value.Items(KeysText.rows(first.list(), facts)));
        session.renderer().document(fields);
        run.judge();
    }

    private static List<Value> rows(Histogram histogram) {
        List<Value> rows = new ArrayList<>();
        for (int bucket = 0; bucket < histogram.buckets(); bucket++) {
            if (histogram.keys(bucket) > 0) {
                boolean last = histogram.below(bucket) == Long.MAX_VALUE;
                rows.add(new Value.Fields()
                        .put(
                                "range",
                                last ? "more" : "< " + Durations.format(Duration.ofSeconds(histogram.below(bucket))))
                        .put("below", last ? Value.none() : Value.of(histogram.below(bucket)))
                        .put("keys", histogram.keys(bucket)));
            }
        }
        return rows;
    }
}
