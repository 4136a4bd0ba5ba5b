package dev.redkit.commands.ops;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import dev.redkit.topology.Change;
import dev.redkit.topology.Member;
import dev.redkit.topology.ServerMap;
import dev.redkit.topology.Watchman;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The map as a tree, a document or rows; changes as lines. */
final class TopologyView {
    private final Session session;
    private final Console console;
    private Renderer rows;

    TopologyView(Session session) {
        this.session = session;
        this.console = session.console();
    }

    void show(ServerMap map) {
        switch (session.format()) {
            case TABLE, RAW -> tree(map);
            case JSON, YAML -> session.renderer().document(document(map));
            case NDJSON, CSV, TSV -> rows(map);
        }
        console.flush();
    }

    /** The map before the first change. */
    void begin(ServerMap map) {
        switch (session.format()) {
            case TABLE, RAW -> tree(map);
            case JSON, NDJSON, YAML ->
                line(new Value.Fields()
                        .put(
                                "time",
                                Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                        .put("event", "map")
                        .put("map", document(map)));
            case CSV, TSV -> {
                rows = session.renderer();
                rows.begin(List.of(
                        Column.left("time"),
                        Column.left("event"),
                        Column.left("node"),
                        Column.left("from"),
                        Column.left("to")));
            }
        }
        console.flush();
    }

    void changes(List<Change> changes) {
        for (Change one : changes) {
            String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            switch (session.format()) {
                case TABLE, RAW ->
                    console.line(console.paint(
                                    Ink.FAINT,
                                    LocalTime.now(ZoneId.systemDefault())
                                            .truncatedTo(ChronoUnit.SECONDS)
                                            .toString())
                            + "  " + text(one));
                case JSON, NDJSON, YAML ->
                    line(new Value.Fields()
                            .put("time", time)
                            .put("event", one.event())
                            .put("node", one.node().isEmpty() ? null : one.node())
                            .put("from", one.from())
                            .put("to", one.to()));
                case CSV, TSV ->
                    rows.row(List.of(
                            Value.of(time),
                            Value.of(one.event()),
                            Value.of(one.node()),
                            Value.of(one.from()),
                            Value.of(one.to())));
            }
        }
        console.flush();
    }

    private void line(Value value) {
        Renderer.of(Format.NDJSON, console).document(value);
    }

    /** A change in a few words. */
    static String text(Change change) {
        String node = change.node().isEmpty() ? "" : change.node() + "  ";
        String from = change.from().isEmpty() ? "–" : change.from();
        String to = change.to().isEmpty() ? "–" : change.to();
        return node + change.event() + ": " + from + " → " + to;
    }

    private void tree(ServerMap map) {
        console.line(console.paint(Ink.BOLD, heading(map)));
        for (Member master : map.masters()) {
            console.line(member(master));
            branches(map.replicasOf(master));
        }
        if (!map.strays().isEmpty()) {
            console.line(console.paint(Ink.WARN, "without a master that is known"));
            branches(map.strays());
        }
        if (!map.sentinels().isEmpty()) {
            console.line(console.paint(Ink.BOLD, "sentinels"));
            for (Watchman one : map.sentinels()) {
                console.line("  " + one.address() + "  "
                        + (one.state().equals("up")
                                ? "names " + one.names() + "  epoch " + one.epoch()
                                : console.paint(Ink.BAD, one.state())));
            }
        }
    }

    private void branches(List<Member> replicas) {
        for (int i = 0; i < replicas.size(); i++) {
            console.line((i == replicas.size() - 1 ? "└─ " : "├─ ") + member(replicas.get(i)));
        }
    }

    private static String heading(ServerMap map) {
        long replicas = map.members().stream().filter(one -> !one.master()).count();
        String size = map.masters().size()
                + (map.masters().size() == 1 ? " master, " : " masters, ")
                + replicas
                + (replicas == 1 ? " replica" : " replicas");
        String epoch = map.epoch() < 0 ? "" : "; epoch " + map.epoch();
        if (map.mode() != Target.Mode.CLUSTER) {
            return size + epoch;
        }
        return size + epoch + "; "
                + (map.uncovered() == 0 ? "all slots are served" : map.uncovered() + " slots are served by nobody");
    }

    private String member(Member one) {
        StringBuilder text = new StringBuilder();
        text.append(one.address()).append("  ").append(one.role());
        if (!one.state().equals("up")) {
            text.append("  ").append(console.paint(Ink.BAD, one.state()));
        }
        if (!one.slots().isEmpty()) {
            text.append("  ")
                    .append(slots(one))
                    .append(" (")
                    .append(one.slotCount())
                    .append(" slots)");
        }
        if (!one.link().isEmpty()) {
            text.append("  link ").append(one.link().equals("up") ? "up" : console.paint(Ink.BAD, one.link()));
        }
        if (one.behind() >= 0) {
            text.append("  ").append(ByteSizes.format(one.behind())).append(" behind");
        }
        if (one.epoch() >= 0) {
            text.append("  epoch ").append(one.epoch());
        }
        return text.append(one.version().isEmpty() ? "" : "  " + one.version()).toString();
    }

    private static String slots(Member one) {
        return one.slots().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static Value document(ServerMap map) {
        List<Value> masters = new ArrayList<>();
        for (Member master : map.masters()) {
            masters.add(fields(master).put("replicas", items(map.replicasOf(master))));
        }
        List<Value> sentinels = new ArrayList<>();
        for (Watchman one : map.sentinels()) {
            sentinels.add(new Value.Fields()
                    .put("address", one.address())
                    .put("state", one.state())
                    .put("names", one.names().isEmpty() ? null : one.names())
                    .put("epoch", known(one.epoch())));
        }
        Value.Fields silent = new Value.Fields();
        map.silent().forEach(silent::put);
        return new Value.Fields()
                .put("kind", Arg.word(map.mode()))
                .put("epoch", known(map.epoch()))
                .put("uncovered_slots", map.uncovered())
                .put("masters", new Value.Items(masters))
                .put("strays", items(map.strays()))
                .put("sentinels", new Value.Items(sentinels))
                .put("silent", silent);
    }

    private static Value items(List<Member> members) {
        List<Value> items = new ArrayList<>();
        members.forEach(one -> items.add(fields(one)));
        return new Value.Items(items);
    }

    private static Value known(long number) {
        return number < 0 ? Value.none() : Value.of(number);
    }

    private static Value.Fields fields(Member one) {
        Value.Fields fields = new Value.Fields()
                .put("address", one.address())
                .put("id", one.id().isEmpty() ? null : one.id())
                .put("state", one.state())
                .put("version", one.version().isEmpty() ? null : one.version())
                .put("offset", known(one.offset()))
                .put("epoch", known(one.epoch()));
        if (one.master()) {
            return fields.put(
                            "slots",
                            Value.list(
                                    one.slots().stream().map(Object::toString).toList()))
                    .put("slot_count", one.slotCount());
        }
        return fields.put("follows", one.follows().isEmpty() ? null : one.follows())
                .put("link", one.link().isEmpty() ? null : one.link())
                .put("behind_bytes", known(one.behind()));
    }

    private void rows(ServerMap map) {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("address"),
                Column.left("role"),
                Column.left("state"),
                Column.left("follows"),
                Column.left("link"),
                Column.right("behind_bytes"),
                Column.left("slots"),
                Column.right("epoch"),
                Column.left("version"),
                Column.left("id")));
        for (Member one : map.members()) {
            renderer.row(List.of(
                    Value.of(one.address()),
                    Value.of(one.role()),
                    Value.of(one.state()),
                    Value.of(one.follows()),
                    Value.of(one.link()),
                    known(one.behind()),
                    Value.of(slots(one)),
                    known(one.epoch()),
                    Value.of(one.version()),
                    Value.of(one.id())));
        }
        for (Watchman one : map.sentinels()) {
            renderer.row(List.of(
                    Value.of(one.address()),
                    Value.of("sentinel"),
                    Value.of(one.state()),
                    Value.of(one.names()),
                    Value.of(""),
                    Value.none(),
                    Value.of(""),
                    known(one.epoch()),
                    Value.of(""),
                    Value.of("")));
        }
        renderer.end();
    }
}
