package dev.redkit.commands.keys;

import dev.redkit.commands.Action;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Partial;
import dev.redkit.keys.KeyCount;
import dev.redkit.keys.KeyQuery;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit keys count}: how many keys there are, of a kind or in all. */
final class KeysCountCommand implements Action {
    private final Session session;
    private final KeysFilterArgs filter;

    KeysCountCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Count keys. All of them the servers count themselves (DBSIZE): exact, and at once. Those of a kind are"
                        + " looked for: an estimate as far as keys come and go meanwhile.");
        syntax.examples("redkit keys count", "redkit keys count 'session:*' --no-ttl");
        filter = new KeysFilterArgs(syntax);
    }

    @Override
    public void run() {
        KeyQuery query = filter.query();
        if (query.isEverything()) {
            exact();
            return;
        }
        KeysRun run = new KeysRun(session);
        run.scan(query, key -> {
            // Counting is all.
        });
        Value.Fields fields =
                new Value.Fields().put("keys", run.report().matched()).put("exact", false);
        run.figures().fields().forEach(fields::put);
        fields.fields().remove("matched");
        session.renderer().document(fields);
        run.judge();
    }

    private void exact() {
        List<KeyCount.OfServer> counts = KeyCount.ask(session.redis());
        long sum = 0;
        List<Value> rows = new ArrayList<>();
        KeyCount.OfServer silent = null;
        for (KeyCount.OfServer count : counts) {
            sum += Math.max(0, count.keys());
            silent = count.keys() < 0 && silent == null ? count : silent;
            rows.add(new Value.Fields()
                    .put("server", count.server())
                    .put("keys", count.keys() < 0 ? Value.none() : Value.of(count.keys())));
        }
        Value.Fields fields = new Value.Fields().put("keys", sum).put("exact", silent == null);
        if (counts.size() > 1) {
            fields.put("by_server", new Value.Items(rows));
        }
        session.renderer().document(fields);
        if (silent != null) {
            throw new Partial(
                    "not every server said how many keys it has: " + silent.server() + ": "
                            + silent.why().getMessage(),
                    "the sum is that of the others");
        }
    }
}
