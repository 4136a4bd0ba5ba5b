package dev.redkit.commands.keys;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyQuery;
import dev.redkit.render.Renderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code redkit keys scan}: the keys themselves, one a line. */
final class KeysScanCommand implements Action {
    private static final List<String> WORDS =
            Arrays.stream(Fact.values()).map(Fact::word).toList();

    private final Session session;
    private final KeysFilterArgs filter;
    private final Arg with;
    private final Arg limit;

    KeysScanCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "List keys as SCAN finds them, with what is asked about each. Names with line breaks and other control"
                        + " characters are escaped in a table, and exact in JSON and raw output.",
                "It is no snapshot: keys that come and go meanwhile may be listed or not.");
        syntax.examples(
                "redkit keys scan 'user:*' --with type,ttl,memory",
                "redkit keys scan --where 'type == \"hash\" && size > 1000' -o ndjson",
                "redkit keys scan --no-ttl --min-idle 30d --limit 100");
        filter = new KeysFilterArgs(syntax);
        syntax.section("What to show");
        with = syntax.option("FACT[,FACT]", "also show these: " + String.join(", ", WORDS), "--with");
        limit = syntax.option("N", "no more than so many keys", "--limit");
    }

    @Override
    public void run() {
        Set<Fact> facts = facts();
        long most = limit.number(Long.MAX_VALUE, 1, Long.MAX_VALUE);
        KeyQuery query = filter.query().asking(facts);
        KeysRun run = new KeysRun(session);
        Renderer renderer = session.renderer();
        renderer.begin(KeysText.columns(facts));
        long[] shown = {0};
        run.scan(query, (key, stop) -> {
            if (shown[0] < most) {
                renderer.row(KeysText.row(key, facts));
                if (++shown[0] == most) {
                    stop.run();
                }
            }
        });
        renderer.end();
        run.judge();
    }

    private Set<Fact> facts() {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        List<String> typed = new ArrayList<>();
        with.all().forEach(words -> typed.addAll(List.of(words.split(",", -1))));
        for (String word : typed) {
            if (!WORDS.contains(word)) {
                throw new UsageError(
                        "--with: '" + word + "' is not one of " + String.join(", ", WORDS),
                        Suggestion.hint(word, WORDS));
            }
            facts.add(Fact.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return facts;
    }
}
