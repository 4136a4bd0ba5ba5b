package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.admin.Settings;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.render.Value;
import dev.redkit.target.TargetUri;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code redkit config get|set|diff}: the parameters of servers. */
public final class ConfigCommand {
    private final Session session;

    private ConfigCommand(Session session) {
        this.session = session;
    }

    public static void describe(Syntax syntax, Session session) {
        ConfigCommand config = new ConfigCommand(session);
        syntax.description("Read, change and compare the parameters of servers. Passwords among them are never shown.");
        Syntax get = syntax.subcommand("get", "Show parameters");
        get.description("Show parameters, of every server of a cluster; together where all have the same value.");
        get.examples("redkit config get 'maxmemory*' save", "redkit -c config get appendonly -o json");
        Arg patterns = get.rest("PATTERN", "the parameters that match one of these; none: all", false);
        get.action(() -> config.get(patterns));
        Syntax set = syntax.subcommand("set", "Change parameters");
        set.description(
                "Change parameters, on every server of a cluster. The values of before are said. They last until the"
                        + " servers are started anew, unless --rewrite has them write their redis.conf.");
        set.examples("redkit config set maxmemory 2gb maxmemory-policy allkeys-lru --rewrite");
        Arg pairs = set.rest("NAME VALUE", "parameters and their new values", true);
        Arg rewrite = set.flag("also have the servers write it into their redis.conf", "--rewrite");
        set.action(() -> config.set(pairs, rewrite));
        Syntax diff = syntax.subcommand("diff", "Compare parameters with another server, or with a redis.conf");
        diff.description(
                "Compare the parameters of this server with those of another (a URI), with those that a redis.conf names,"
                        + " or, when nothing is named, the servers of a cluster with its first. What always differs (ports,"
                        + " addresses, folders) is left out. Exit code 3 when something differs.");
        diff.examples(
                "redkit config diff redis://replica:6380", "redkit config diff ./redis.conf", "redkit -c config diff");
        Arg other = diff.parameter("URI|FILE", "what to compare with", false);
        Arg all = diff.flag("also what differs between any two servers", "--all");
        diff.action(() -> config.diff(other, all));
    }

    private void get(Arg patterns) {
        List<String> wanted = patterns.present() ? patterns.all() : List.of("*");
        Answers answers = new Answers(session);
        Map<String, Map<String, List<String>>> names = new LinkedHashMap<>();
        List<EveryNode.Answer<Settings>> settings = answers.all(wire -> Settings.ask(wire, wanted));
        for (EveryNode.Answer<Settings> one : settings) {
            one.value()
                    .shown()
                    .forEach((name, value) -> names.computeIfAbsent(name, n -> new LinkedHashMap<>())
                            .computeIfAbsent(value, v -> new ArrayList<>())
                            .add(one.server()));
        }
        List<Value> rows = new ArrayList<>();
        names.forEach((name, values) -> values.forEach((value, servers) -> {
            Value.Fields row = new Value.Fields().put("parameter", name).put("value", value);
            if (answers.several()) {
                row.put("servers", servers.size() == settings.size() ? "all" : String.join(" ", servers));
            }
            rows.add(row);
        }));
        session.renderer().document(new Value.Items(rows));
        answers.judge();
    }

    private void set(Arg pairs, Arg rewrite) {
        List<String> words = pairs.all();
        if (words.size() % 2 != 0) {
            throw new UsageError("'" + words.get(words.size() - 1) + "' has no value", "say NAME VALUE for each");
        }
        List<String> names = new ArrayList<>();
        StringBuilder what = new StringBuilder();
        for (int i = 0; i < words.size(); i += 2) {
            names.add(words.get(i));
            what.append(i == 0 ? "" : ", ")
                    .append(words.get(i))
                    .append(" to ")
                    .append(Settings.shown(words.get(i), words.get(i + 1)));
        }
        if (Answers.onlySaid(session, "set " + what, false)) {
            return;
        }
        Answers answers = new Answers(session);
        List<Value> rows = new ArrayList<>();
        for (EveryNode.Answer<List<Map<String, String>>> one : answers.all(wire -> {
            Map<String, String> before = Settings.ask(wire, names).shown();
            for (int i = 0; i < words.size(); i += 2) {
                Answers.demand(wire, "CONFIG", "SET", words.get(i), words.get(i + 1));
            }
            if (rewrite.present()) {
                Answers.demand(wire, "CONFIG", "REWRITE");
            }
            return List.of(before, Settings.ask(wire, names).shown());
        })) {
            one.value()
                    .get(1)
                    .forEach((name, now) -> rows.add(new Value.Fields()
                            .put("server", one.server())
                            .put("parameter", name)
                            .put("before", one.value().get(0).get(name))
                            .put("now", now)));
        }
        session.audited("config set " + what, rows.size());
        session.renderer().document(new Value.Items(rows));
        answers.judge();
    }

    private void diff(Arg other, Arg all) {
        List<String> everything = List.of("*");
        Answers answers = new Answers(session);
        List<EveryNode.Answer<Settings>> here = answers.all(wire -> Settings.ask(wire, everything));
        Settings first = here.get(0).value();
        List<Settings> others = new ArrayList<>();
        if (other.present()) {
            others.add(
                    isServer(other.text()) ? remote(other.text(), everything) : Settings.read(Path.of(other.text())));
        } else if (here.size() > 1) {
            here.subList(1, here.size()).forEach(one -> others.add(one.value()));
        } else {
            throw new UsageError("say what to compare with: the URI of a server, or a redis.conf");
        }
        List<Value> rows = new ArrayList<>();
        for (Settings there : others) {
            for (Settings.Difference one : first.differences(there, all.present())) {
                Value.Fields row = new Value.Fields()
                        .put("parameter", one.name())
                        .put("here", one.here())
                        .put("there", one.there());
                rows.add(others.size() > 1 ? row.put("on", there.origin()) : row);
            }
            if (!first.onlyIn(there).isEmpty()) {
                session.console()
                        .note("only " + there.origin() + " has " + String.join(", ", first.onlyIn(there))
                                + (isServer(other.text("redis://"))
                                        ? ": another version"
                                        : ": not known to the server"));
            }
        }
        session.renderer().document(new Value.Items(rows));
        answers.judge();
        if (!rows.isEmpty()) {
            throw new GateFailed(rows.size() + " parameters differ from those of "
                    + others.get(0).origin());
        }
    }

    private static boolean isServer(String place) {
        return place.startsWith("redis") && place.contains("://");
    }

    private static Settings remote(String uri, List<String> patterns) {
        try (Redis there = Redis.open(TargetUri.parse(uri).build())) {
            return EveryNode.askMasters(there, wire -> Settings.ask(wire, patterns))
                    .get(0)
                    .value();
        }
    }
}
