package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.GateFailed;
import dev.redkit.render.Value;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code redkit acl list|whoami|dryrun}: users, and what they may. */
public final class AclCommand {
    private final Session session;

    private AclCommand(Session session) {
        this.session = session;
    }

    public static void describe(Syntax syntax, Session session) {
        AclCommand acl = new AclCommand(session);
        syntax.description("See users and what they may. Hashes of passwords are not shown, only how many there are.");
        Syntax list = syntax.subcommand("list", "List users");
        list.description(
                "List the users of every server; users that are not alike everywhere show once for each kind.");
        list.examples("redkit acl list", "redkit -c acl list -o json");
        list.action(acl::list);
        Syntax who = syntax.subcommand("whoami", "Say as which user redkit is connected");
        who.action(acl::whoami);
        Syntax dry = syntax.subcommand("dryrun", "Say whether a user may run a command");
        dry.description(
                "Say whether a user may run a command, without running it. Exit code 3 when not. Redis 7.0 or later.");
        dry.examples("redkit acl dryrun app GET user:1");
        dry.stopAtFirstParameter();
        Arg user = dry.parameter("USER", "its name", true);
        Arg command = dry.rest("COMMAND", "the command and its arguments", true);
        dry.action(() -> acl.dryRun(user, command));
    }

    private void list() {
        Answers answers = new Answers(session);
        Map<String, List<String>> users = new LinkedHashMap<>();
        List<EveryNode.Answer<Reply>> lists = answers.all(wire -> Answers.demand(wire, "ACL", "LIST"));
        for (EveryNode.Answer<Reply> one : lists) {
            for (Reply line : one.value().items()) {
                users.computeIfAbsent(line.text(), user -> new ArrayList<>()).add(one.server());
            }
        }
        List<Value> rows = new ArrayList<>();
        users.forEach((line, servers) -> {
            Value.Fields row = user(line);
            if (answers.several()) {
                row.put("servers", servers.size() == lists.size() ? "all" : String.join(" ", servers));
            }
            rows.add(row);
        });
        session.renderer().document(new Value.Items(rows));
        answers.judge();
    }

    /** {@code user ann on #hash ~a:* &* +@all}: each word begins with what it is about. */
    private static Value.Fields user(String line) {
        String[] words = line.split(" ", -1);
        long passwords = 0;
        boolean on = false;
        boolean open = false;
        List<String> keys = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        List<String> commands = new ArrayList<>();
        for (int i = 2; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("#")) {
                passwords++;
            } else if (word.startsWith("~") || word.startsWith("%")) {
                keys.add(word);
            } else if (word.startsWith("&")) {
                channels.add(word);
            } else if (word.startsWith("+") || word.startsWith("-") || word.startsWith("(") || word.endsWith(")")) {
                commands.add(word);
            }
            on |= word.equals("on");
            open |= word.equals("nopass");
        }
        return new Value.Fields()
                .put("user", words.length > 1 ? words[1] : "")
                .put("enabled", on)
                .put("without_password", open)
                .put("passwords", passwords)
                .put("keys", String.join(" ", keys))
                .put("channels", String.join(" ", channels))
                .put("commands", String.join(" ", commands));
    }

    private void whoami() {
        Answers answers = new Answers(session);
        List<Value> rows = new ArrayList<>();
        for (EveryNode.Answer<Reply> one : answers.all(wire -> Answers.demand(wire, "ACL", "WHOAMI"))) {
            rows.add(new Value.Fields()
                    .put("server", one.server())
                    .put("user", one.value().text()));
        }
        session.renderer().document(new Value.Items(rows));
        answers.judge();
    }

    private void dryRun(Arg user, Arg command) {
        List<String> words = new ArrayList<>(List.of("ACL", "DRYRUN", user.text()));
        words.addAll(command.all());
        Answers answers = new Answers(session);
        List<Value> rows = new ArrayList<>();
        String denied = null;
        for (EveryNode.Answer<Reply> one : answers.all(wire -> Answers.demand(wire, words.toArray(String[]::new)))) {
            boolean allowed = one.value().text().equals("OK");
            denied = allowed ? denied : one.value().text();
            rows.add(new Value.Fields()
                    .put("server", one.server())
                    .put("allowed", allowed)
                    .put(
                            "why_not",
                            allowed ? Value.none() : Value.of(one.value().text())));
        }
        session.renderer().document(new Value.Items(rows));
        answers.judge();
        if (denied != null) {
            throw new GateFailed("'" + user.text() + "' may not: " + denied);
        }
    }
}
