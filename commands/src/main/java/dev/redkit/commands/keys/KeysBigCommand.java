package dev.redkit.commands.keys;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.keys.Biggest;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyQuery;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code redkit keys big}: the largest keys. */
final class KeysBigCommand implements Action {
    static final int MOST = 100_000;

    private final Session session;
    private final KeysFilterArgs filter;
    private final Arg top;
    private final Arg memory;
    private final Arg samples;

    KeysBigCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the largest keys of each type by their elements (strings: by their bytes), and with --memory those"
                        + " that take the most memory on the server, whatever their type.");
        syntax.examples(
                "redkit keys big --top 20", "redkit keys big 'user:*' --memory -o json", "redkit keys big --type hash");
        filter = new KeysFilterArgs(syntax);
        syntax.section("What to show");
        top = syntax.option("N", "how many keys of each kind (default: 5)", "--top");
        memory = syntax.flag("also ask what each key takes: MEMORY USAGE, which costs the server more", "--memory");
        samples = syntax.option("N", "elements that MEMORY USAGE looks at; 0: all (default: 5)", "--samples");
    }

    @Override
    public void run() {
        boolean asksMemory = memory.present() || samples.present();
        Set<Fact> facts = EnumSet.of(Fact.TYPE, Fact.SIZE);
        if (asksMemory) {
            facts.add(Fact.MEMORY);
        }
        KeyQuery asked = filter.query().asking(facts);
        KeyQuery query = new KeyQuery(
                asked.keys(),
                asked.tests(),
                asked.facts(),
                (int) samples.number(-1, 0, Integer.MAX_VALUE),
                asked.perSecond());
        Biggest biggest = new Biggest((int) top.number(5, 1, MOST));
        KeysRun run = new KeysRun(session);
        run.scan(query, biggest);
        session.renderer().document(document(run.figures(), biggest, facts, asksMemory));
        run.judge();
    }

    private static Value document(Value.Fields fields, Biggest biggest, Set<Fact> facts, boolean asksMemory) {
        List<Value> types = new ArrayList<>();
        List<Value> largest = new ArrayList<>();
        for (Map.Entry<String, Biggest.OfType> one : biggest.types().entrySet()) {
            Biggest.OfType all = one.getValue();
            Value.Fields row = new Value.Fields()
                    .put("type", one.getKey())
                    .put("keys", all.keys())
                    .put("size", all.size())
                    .put("average", Value.of(Math.round(100.0 * all.size() / all.keys()) / 100.0));
            types.add(asksMemory ? row.put("memory", KeysText.bytes(all.memory())) : row);
            largest.addAll(KeysText.rows(all.largest().list(), facts));
        }
        fields.put("types", new Value.Items(types)).put("largest", new Value.Items(largest));
        if (asksMemory) {
            fields.put(
                    "heaviest", new Value.Items(KeysText.rows(biggest.heaviest().list(), facts)));
        }
        return fields;
    }
}
