package dev.redkit.commands.keys;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Partial;
import dev.redkit.io.Durations;
import dev.redkit.keys.Fact;
import dev.redkit.keys.HotKeys;
import dev.redkit.keys.HotKeys.Way;
import dev.redkit.keys.KeyFacts;
import dev.redkit.keys.KeyQuery;
import dev.redkit.keys.Top;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code redkit keys hot}: the keys that are used most. */
final class KeysHotCommand implements Action {
    private final Session session;
    private final Arg by;
    private final Arg length;
    private final Arg top;

    KeysHotCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the keys that are used most, in the best way that the servers have: HOTKEYS (Redis 8.6) counts"
                        + " processor time and bytes by key for a while; with an LFU policy every key has a measure of"
                        + " its use (OBJECT FREQ); else MONITOR tells which keys commands name, for a short while, because"
                        + " it costs the server. Which way it was is said.");
        syntax.examples(
                "redkit keys hot", "redkit -c keys hot --for 30s --top 20", "redkit keys hot --by monitor --for 2s");
        by = syntax.choice(Way.class, "the way (default: the best that there is)", "--by");
        length = syntax.option("TIME", "how long to count (default: 5s); not for freq, which is there", "--for");
        top = syntax.option("N", "how many keys (default: 10)", "--top");
    }

    @Override
    public void run() {
        int most = (int) top.number(10, 1, 10_000);
        session.cancellation().watch();
        HotKeys hot = new HotKeys(session.redis(), most, session.cancellation()::requested);
        Way way = by.present() ? by.choice(Way.MONITOR) : hot.best();
        switch (way) {
            case FREQ -> frequencies(most);
            case HOTKEYS -> {
                session.console().note("HOTKEYS counts for " + Durations.format(time()));
                show(way, hot.count(time()), most);
            }
            case MONITOR -> {
                if (session.isProtected()) {
                    session.console()
                            .confirm("MONITOR for " + Durations.format(time()) + " on the protected "
                                    + session.target());
                }
                session.console()
                        .note((by.present() ? "" : "the server has no HOTKEYS and no LFU policy: ")
                                + "MONITOR for " + Durations.format(time())
                                + ", which costs it; what is shown is a sample of that time");
                show(way, hot.monitor(time()), most);
            }
        }
    }

    private Duration time() {
        return length.duration(Duration.ofSeconds(5));
    }

    private void frequencies(int most) {
        Set<Fact> facts = EnumSet.of(Fact.FREQ);
        Top<KeyFacts> hottest = new Top<>(most);
        KeysRun run = new KeysRun(session);
        run.scan(KeyQuery.ALL.asking(facts), key -> {
            if (key.frequency() != KeyFacts.UNKNOWN) {
                hottest.offer(key, key.frequency());
            }
        });
        Value.Fields fields = new Value.Fields().put("way", Arg.word(Way.FREQ));
        run.figures().fields().forEach(fields::put);
        session.renderer().document(fields.put("keys", new Value.Items(KeysText.rows(hottest.list(), facts))));
        run.judge();
    }

    private void show(Way way, List<EveryNode.Answer<HotKeys.Found>> answers, int most) {
        List<HotKeys.Hot> keys = new ArrayList<>();
        long commands = 0;
        EveryNode.Answer<?> missing = null;
        for (EveryNode.Answer<HotKeys.Found> one : answers) {
            if (one.failure() != null) {
                missing = one;
                continue;
            }
            keys.addAll(one.value().keys());
            commands += one.value().commands();
        }
        keys.sort(Comparator.comparing(HotKeys.Hot::metric)
                .thenComparing(Comparator.comparingLong(HotKeys.Hot::value).reversed()));
        Value.Fields fields = new Value.Fields()
                .put("way", Arg.word(way))
                .put("seconds", Value.of(time().toMillis() / 1000.0))
                .put("servers", answers.size());
        if (way == Way.MONITOR) {
            fields.put("commands", commands);
        }
        session.renderer().document(fields.put("keys", new Value.Items(rows(keys, most, answers.size() > 1))));
        if (missing != null) {
            throw new Partial(
                    "not every server could be asked: " + missing.server() + ": "
                            + missing.failure().getMessage(),
                    missing.failure().hint().orElse(null));
        }
    }

    private static List<Value> rows(List<HotKeys.Hot> keys, int most, boolean several) {
        List<Value> rows = new ArrayList<>();
        String metric = "";
        int count = 0;
        for (HotKeys.Hot one : keys) {
            count = one.metric().equals(metric) ? count + 1 : 1;
            metric = one.metric();
            if (count <= most) {
                Value.Fields row = new Value.Fields()
                        .put("key", Replies.ofBytes(one.name()))
                        .put("by", one.metric())
                        .put("value", one.value());
                rows.add(several ? row.put("server", one.server()) : row);
            }
        }
        return rows;
    }
}
