package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.render.Value;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit module list|load}: what extends a server. */
public final class ModuleCommand {
    private final Session session;

    private ModuleCommand(Session session) {
        this.session = session;
    }

    public static void describe(Syntax syntax, Session session) {
        ModuleCommand module = new ModuleCommand(session);
        syntax.description("See the modules of servers, and load one.");
        Syntax list = syntax.subcommand("list", "List modules");
        list.action(module::list);
        Syntax load = syntax.subcommand("load", "Load a module");
        load.description(
                "Have every server load a module from a file on its own machine. It runs inside of the server: you are"
                        + " always asked. Servers since 7.0 allow it only when enable-module-command says so.");
        load.examples("redkit module load /usr/lib/redis/modules/redisearch.so");
        load.stopAtFirstParameter();
        Arg path = load.parameter("PATH", "the file, as the servers see it", true);
        Arg args = load.rest("ARG", "what to tell the module", false);
        load.action(() -> module.load(path, args));
    }

    private void list() {
        Answers answers = new Answers(session);
        List<Value> rows = new ArrayList<>();
        for (EveryNode.Answer<Reply> one : answers.all(wire -> Answers.demand(wire, "MODULE", "LIST"))) {
            for (Reply module : one.value().items()) {
                Value.Fields row = new Value.Fields();
                if (answers.several()) {
                    row.put("server", one.server());
                }
                List<Reply> parts = module.items();
                for (int i = 0; i + 1 < parts.size(); i += 2) {
                    String name = parts.get(i).text();
                    if (name.equals("ver")) {
                        row.put("version", parts.get(i + 1).number());
                    } else if (!name.equals("args")) {
                        row.put(name, parts.get(i + 1).text());
                    }
                }
                rows.add(row);
            }
        }
        session.renderer().document(new Value.Items(rows));
        answers.judge();
    }

    private void load(Arg path, Arg args) {
        if (Answers.onlySaid(session, "load " + path.text() + " into the server", true)) {
            return;
        }
        List<String> words = new ArrayList<>(List.of("MODULE", "LOAD", path.text()));
        words.addAll(args.all());
        Answers answers = new Answers(session);
        int loaded = answers.all(wire -> Answers.demand(wire, words.toArray(String[]::new)))
                .size();
        session.audited("module load " + path.text(), loaded);
        session.console().note("loaded on " + loaded + " servers");
        answers.judge();
    }
}
