package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.io.AtomicOutput;
import dev.redkit.render.Value;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code redkit function load|list|dump|restore|delete}: the libraries of functions on a server. */
public final class FunctionCommand {
    private static final List<String> POLICIES = List.of("append", "replace", "flush");

    private final Session session;

    private FunctionCommand(Session session) {
        this.session = session;
    }

    public static void describe(Syntax syntax, Session session) {
        FunctionCommand function = new FunctionCommand(session);
        syntax.description(
                "Look at libraries of functions, load and delete them, and carry them from server to server. Of a cluster"
                        + " all masters are meant.");
        Syntax load = syntax.subcommand("load", "Load a library");
        load.examples("redkit function load mylib.lua --replace");
        Arg file = load.parameter("FILE", "its source; - for standard input", true);
        Arg replace = load.flag("replace the library of that name", "--replace");
        load.action(() -> function.load(file, replace));
        Syntax list = syntax.subcommand("list", "List libraries and their functions");
        list.examples("redkit function list", "redkit function list 'my*' --code -o json");
        Arg pattern = list.parameter("GLOB", "only libraries whose name matches", false);
        Arg code = list.flag("with their source", "--code");
        list.action(() -> function.list(pattern, code));
        Syntax dump = syntax.subcommand("dump", "Write all libraries to a file");
        dump.examples("redkit function dump --out functions.bin");
        Arg out = dump.path("FILE", "where to; - for standard output, the default", "--out");
        dump.action(() -> function.dump(out));
        Syntax restore = syntax.subcommand("restore", "Give the libraries of such a file to a server");
        restore.examples("redkit -c function restore functions.bin --policy replace");
        Arg dumped = restore.parameter("FILE", "what function dump has written", true);
        Arg policy = restore.oneOf(
                "append: fail if one is there; replace: those of the same name; flush: delete all others (default:"
                        + " append)",
                POLICIES,
                "--policy");
        restore.action(() -> function.restore(dumped, policy));
        Syntax delete = syntax.subcommand("delete", "Delete a library");
        delete.examples("redkit function delete mylib");
        Arg name = delete.parameter("LIBRARY", "its name", true);
        delete.action(() -> function.delete(name));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void load(Arg file, Arg replace) {
        byte[] source = ScriptCommand.content(session, file);
        if (Answers.onlySaid(session, "load " + file.text(), false)) {
            return;
        }
        List<byte[]> words = new ArrayList<>(List.of(bytes("FUNCTION"), bytes("LOAD")));
        if (replace.present()) {
            words.add(bytes("REPLACE"));
        }
        words.add(source);
        Answers answers = new Answers(session);
        List<EveryNode.Answer<Reply>> loaded =
                answers.masters(wire -> EveryNode.demand(wire, "FUNCTION LOAD", words.toArray(byte[][]::new)));
        if (replace.present()) {
            session.audited("function load --replace " + loaded.get(0).value().text(), loaded.size());
        }
        session.renderer()
                .document(new Value.Fields()
                        .put("library", loaded.get(0).value().text())
                        .put("servers", loaded.size()));
        answers.judge();
    }

    private void list(Arg pattern, Arg code) {
        List<String> words = new ArrayList<>(List.of("FUNCTION", "LIST"));
        if (pattern.present()) {
            words.addAll(List.of("LIBRARYNAME", pattern.text()));
        }
        if (code.present()) {
            words.add("WITHCODE");
        }
        Answers answers = new Answers(session);
        Map<String, Value.Fields> rows = new LinkedHashMap<>();
        for (EveryNode.Answer<Reply> one :
                answers.masters(wire -> Answers.demand(wire, words.toArray(String[]::new)))) {
            for (Reply library : one.value().items()) {
                add(rows, fields(library), one.server(), answers.several());
            }
        }
        session.renderer().document(new Value.Items(List.copyOf(rows.values())));
        answers.judge();
    }

    private static Map<String, Reply> fields(Reply reply) {
        Map<String, Reply> fields = new LinkedHashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1));
        }
        return fields;
    }

    private static void add(
            Map<String, Value.Fields> rows, Map<String, Reply> library, String server, boolean several) {
        List<String> names = new ArrayList<>();
        for (Reply function : library.get("functions").items()) {
            names.add(fields(function).get("name").text());
        }
        Value.Fields row = new Value.Fields()
                .put("library", library.get("library_name").text())
                .put("engine", library.get("engine").text())
                .put("functions", Value.list(names));
        if (library.containsKey("library_code")) {
            row.put("code", library.get("library_code").text());
        }
        String same = row.toString();
        Value.Fields known = rows.computeIfAbsent(same, s -> row);
        if (several) {
            Value before = known.fields().get("servers");
            String text = before instanceof Value.Text servers ? servers.text() + " " + server : server;
            known.put("servers", text);
        }
    }

    private void dump(Arg out) {
        byte[] payload;
        try (Wire wire = session.redis().wire()) {
            payload = ((Reply.Bulk) Answers.demand(wire, "FUNCTION", "DUMP")).bytes();
        }
        try (AtomicOutput file =
                AtomicOutput.open(out.text("-"), session.console().out(), AtomicOutput.Rule.AS_IT_IS)) {
            file.stream().write(payload);
            file.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + out.text("-") + ": " + Reason.of(e), null, e);
        }
    }

    private void restore(Arg file, Arg policy) {
        byte[] payload = ScriptCommand.content(session, file);
        String how = policy.text("append");
        if (Answers.onlySaid(session, "restore functions (" + how + ")", how.equals("flush"))) {
            return;
        }
        Answers answers = new Answers(session);
        List<EveryNode.Answer<Reply>> done = answers.masters(wire ->
                EveryNode.demand(wire, "FUNCTION RESTORE", bytes("FUNCTION"), bytes("RESTORE"), payload, bytes(how)));
        if (!how.equals("append")) {
            session.audited("function restore --policy " + how, done.size());
        }
        session.console().note("restored on " + done.size() + " servers");
        answers.judge();
    }

    private void delete(Arg name) {
        if (Answers.onlySaid(session, "delete the library '" + name.text() + "'", true)) {
            return;
        }
        Answers answers = new Answers(session);
        List<EveryNode.Answer<Reply>> done =
                answers.masters(wire -> Answers.demand(wire, "FUNCTION", "DELETE", name.text()));
        session.audited("function delete " + name.text(), done.size());
        session.console().note("deleted on " + done.size() + " servers");
        answers.judge();
    }
}
