package dev.redkit.commands.ops;

import dev.redkit.admin.ClientLine;
import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.keyspace.Glob;
import dev.redkit.redis.Node;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code redkit clients list} and {@code clients kill}: who is connected. */
public final class ClientsCommand implements Action {
    /** What people want to see of the thirty fields that there are. */
    private static final List<String> COLUMNS =
            List.of("id", "addr", "name", "user", "age", "idle", "flags", "db", "cmd", "omem", "tot_mem");

    private final Session session;
    private final boolean kills;
    private final Arg where;
    private final Arg user;
    private final Arg name;
    private final Arg addr;
    private final Arg minIdle;
    private final Arg sort;
    private final Arg top;

    private ClientsCommand(Syntax syntax, Session session, boolean kills) {
        this.session = session;
        this.kills = kills;
        if (kills) {
            syntax.description(
                    "Close connections: those that fit are shown first, and you are asked (--yes: not asked; --dry-run:"
                            + " that is all). Each is closed by its id, so a connection that is made meanwhile is safe.");
            syntax.examples("redkit clients kill --min-idle 1h", "redkit clients kill --where 'omem > 10000000'");
        } else {
            syntax.description(
                    "List the connections of a server, or of all servers of a cluster. JSON has all that CLIENT LIST"
                            + " says, with underscores for hyphens.");
            syntax.examples(
                    "redkit clients list --sort tot_mem --top 10",
                    "redkit clients list --where 'cmd == \"blpop\" && idle > 60' -o json");
        }
        where = syntax.option(
                "EXPR", "only those for which this is true: CEL over the fields of CLIENT LIST, and server", "--where");
        user = syntax.option("NAME", "only those of this ACL user", "--of-user");
        name = syntax.option("GLOB", "only those whose name matches", "--name");
        addr = syntax.option("GLOB", "only those whose address matches: '10.0.3.*'", "--addr");
        minIdle = syntax.option("TIME", "only those that said nothing for at least that long", "--min-idle");
        sort = syntax.option("FIELD", "those with most of this first", "--sort");
        top = syntax.option("N", "no more than so many", "--top");
    }

    public static void describe(Syntax syntax, Session session) {
        syntax.description("See who is connected, and close connections.");
        Syntax list = syntax.subcommand("list", "List connections");
        list.action(new ClientsCommand(list, session, false));
        Syntax kill = syntax.subcommand("kill", "Close connections that fit");
        kill.action(new ClientsCommand(kill, session, true));
    }

    @Override
    public void run() {
        if (kills && !List.of(where, user, name, addr, minIdle).stream().anyMatch(Arg::present)) {
            throw new UsageError("say which connections are meant", "--where true is all of them");
        }
        Answers answers = new Answers(session);
        List<ClientLine> clients = new ArrayList<>();
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (EveryNode.Answer<List<ClientLine>> one : answers.all(ClientLine::ask)) {
            clients.addAll(one.value());
            one.value().forEach(client -> nodes.put(client.server(), one.node()));
        }
        List<ClientLine> wanted = ordered(wanted(clients));
        show(wanted, answers.several());
        if (kills && !wanted.isEmpty() && !Answers.onlySaid(session, "close " + wanted.size() + " connections", true)) {
            kill(wanted, nodes);
        }
        answers.judge();
    }

    private List<ClientLine> wanted(List<ClientLine> clients) {
        Expression condition = where.present()
                ? Expression.compileOpen("--where", where.text()).condition()
                : null;
        List<ClientLine> wanted = new ArrayList<>();
        String unclear = null;
        for (ClientLine client : clients) {
            try {
                if (fits(client) && (condition == null || client.is(condition))) {
                    wanted.add(client);
                }
            } catch (EvaluationException e) {
                unclear = e.getMessage();
            }
        }
        if (unclear != null && wanted.isEmpty()) {
            throw new UsageError(unclear, "'redkit clients list -o json' shows the fields that there are");
        }
        return wanted;
    }

    private boolean fits(ClientLine client) {
        return (!user.present() || user.text().equals(client.fields().get("user")))
                && matches(name, client.fields().get("name"))
                && matches(addr, client.fields().get("addr"))
                && (!minIdle.present()
                        || (client.fields().get("idle") instanceof Long idle
                                && idle >= minIdle.duration(Duration.ZERO).toSeconds()));
    }

    private static boolean matches(Arg glob, Object value) {
        return !glob.present()
                || Glob.of(glob.text()).matches(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }

    private List<ClientLine> ordered(List<ClientLine> clients) {
        if (sort.present()) {
            String field = sort.text().replace('-', '_');
            if (!clients.isEmpty()
                    && clients.stream().noneMatch(one -> one.fields().get(field) instanceof Long)) {
                throw new UsageError("--sort: '" + sort.text() + "' is no number that CLIENT LIST has", null);
            }
            clients.sort(Comparator.comparingLong(
                            (ClientLine one) -> one.fields().get(field) instanceof Long value ? value : Long.MIN_VALUE)
                    .reversed());
        }
        int most = (int) top.number(Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        return clients.subList(0, Math.min(most, clients.size()));
    }

    private void show(List<ClientLine> clients, boolean several) {
        boolean people = session.format() == Format.TABLE;
        List<Value> rows = new ArrayList<>();
        for (ClientLine client : clients) {
            Value.Fields row = new Value.Fields();
            if (several || !people) {
                row.put("server", client.server());
            }
            if (people) {
                COLUMNS.forEach(column -> row.put(column, value(client.fields().get(column))));
            } else {
                client.fields().forEach((field, value) -> row.put(field, value(value)));
            }
            rows.add(row);
        }
        session.renderer().document(new Value.Items(rows));
    }

    private static Value value(Object value) {
        return value instanceof Long number
                ? Value.of(number)
                : value == null ? Value.none() : Value.of((String) value);
    }

    private void kill(List<ClientLine> clients, Map<String, Node> nodes) {
        long closed = 0;
        long gone = 0;
        String refused = null;
        for (Node node : nodes.values().stream().distinct().toList()) {
            List<ClientLine> its = clients.stream()
                    .filter(client -> nodes.get(client.server()).equals(node))
                    .toList();
            List<Reply> replies = EveryNode.ask(session.redis(), List.of(node), wire -> {
                        its.forEach(client -> wire.send("CLIENT", "KILL", "ID", Long.toString(client.id())));
                        List<Reply> all = new ArrayList<>();
                        its.forEach(client -> all.add(wire.read()));
                        return all;
                    })
                    .get(0)
                    .value();
            for (Reply reply : replies) {
                if (reply instanceof Reply.Err error) {
                    refused = error.message();
                } else if (reply.number() > 0) {
                    closed++;
                } else {
                    gone++;
                }
            }
        }
        session.audited("clients kill", closed);
        session.console().note("closed " + closed + " connections" + (gone > 0 ? "; " + gone + " were gone" : ""));
        if (refused != null) {
            throw new Partial("some connections could not be closed: " + refused, null);
        }
    }
}
