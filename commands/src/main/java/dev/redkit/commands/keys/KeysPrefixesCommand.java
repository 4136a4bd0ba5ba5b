package dev.redkit.commands.keys;

import dev.redkit.backup.Prefix;
import dev.redkit.backup.PrefixTree;
import dev.redkit.backup.Tally;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.keys.Fact;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** {@code redkit keys prefixes}: what the names of keys begin with. */
final class KeysPrefixesCommand implements Action {
    private final Session session;
    private final KeysFilterArgs filter;
    private final Arg separator;
    private final Arg depth;
    private final Arg top;
    private final Arg memory;
    private final Arg ttl;

    KeysPrefixesCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Count keys by what their names begin with. Parts that look like ids count as one, written *; so do the"
                        + " parts of a place where there are more than 256 different ones. Memory stays small whatever the"
                        + " keys are called.");
        syntax.examples(
                "redkit keys prefixes",
                "redkit keys prefixes --depth 1 --ttl # how many of each never expire",
                "redkit keys prefixes --memory --separator / -o json");
        filter = new KeysFilterArgs(syntax);
        syntax.section("What to show");
        separator = syntax.option("CHAR", "what parts of names are separated with (default: :)", "--separator");
        depth = syntax.option("N", "how many parts of a name make a prefix (default: 2)", "--depth");
        top = syntax.option("N", "how many prefixes below each (default: 20)", "--top");
        memory = syntax.flag("also what they take: MEMORY USAGE, which costs the server more", "--memory");
        ttl = syntax.flag("also how many of them never expire", "--ttl");
    }

    @Override
    public void run() {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        if (memory.present()) {
            facts.add(Fact.MEMORY);
        }
        if (ttl.present()) {
            facts.add(Fact.TTL);
        }
        PrefixTree tree = new PrefixTree(separator(), (int) depth.number(2, 1, 64));
        Tally one = new Tally();
        KeysRun run = new KeysRun(session);
        run.scan(filter.query().asking(facts), key -> {
            one.set(Math.max(0, key.memory()), 0, key.ttlMillis() >= 0, 0);
            tree.add(key.name(), one);
        });
        Prefix root = tree.tree();
        List<Value> rows = new ArrayList<>();
        below(root, new byte[0], rows);
        Value.Fields fields = run.figures();
        long inNone = root.tally().keys()
                - root.children().stream()
                        .mapToLong(child -> child.tally().keys())
                        .sum();
        session.renderer().document(fields.put("without_prefix", inNone).put("prefixes", new Value.Items(rows)));
        run.judge();
    }

    private byte separator() {
        String text = separator.text(":");
        if (text.length() != 1 || text.charAt(0) > 127) {
            throw new UsageError("--separator: '" + text + "' is not one ASCII character");
        }
        return (byte) text.charAt(0);
    }

    private void below(Prefix above, byte[] name, List<Value> rows) {
        List<Prefix> children = above.children();
        int most = (int) top.number(20, 1, KeysBigCommand.MOST);
        for (Prefix child : children.subList(0, Math.min(most, children.size()))) {
            byte[] whole = child.below(name, (char) separator());
            Value.Fields row = new Value.Fields()
                    .put("prefix", Replies.ofBytes(whole))
                    .put("keys", child.tally().keys());
            if (ttl.present()) {
                row.put("no_ttl", child.tally().staying());
            }
            rows.add(
                    memory.present()
                            ? row.put("memory", KeysText.bytes(child.tally().bytes()))
                            : row);
            below(child, whole, rows);
        }
    }
}
