package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which commands answer with tables. */
final class ReplyTables {
    private static final RowTable SCORES = RowTable.plain(2, Column.left("member"), Column.right("score"));
    private static final RowTable FIELDS = RowTable.plain(2, Column.left("field"), Column.left("value"));
    private static final RowTable RECEIVERS = RowTable.plain(2, Column.left("channel"), Column.right("subscribers"));
    private static final RowTable PENDING = new RowTable(
            List.of(Column.left("id"), Column.left("consumer"), Column.right("idle_ms"), Column.right("deliveries")),
            4,
            row -> row.size() < 4
                    ? null
                    : List.of(
                            Replies.of(row.get(0)),
                            ScalarText.cell(row.get(1)),
                            Replies.of(row.get(2)),
                            Replies.of(row.get(3))));
    private static final RowTable LATEST = new RowTable(
            List.of(Column.left("event"), Column.left("time"), Column.right("latest_ms"), Column.right("max_ms")),
            4,
            row -> row.size() < 4
                    ? null
                    : List.of(
                            Replies.of(row.get(0)), time(row.get(1)), Replies.of(row.get(2)), Replies.of(row.get(3))));
    private static final RowTable HISTORY = new RowTable(
            List.of(Column.left("time"), Column.right("ms")),
            2,
            row -> row.size() < 2 ? null : List.of(time(row.get(0)), Replies.of(row.get(1))));
    private static final RowTable SLOWLOG = new RowTable(
            List.of(
                    Column.right("id"),
                    Column.left("time"),
                    Column.right("micros"),
                    Column.left("client"),
                    Column.left("name"),
                    Column.left("command")),
            6,
            ReplyTables::slow);
    private static final RowTable SLOTS = new RowTable(
            List.of(Column.right("first"), Column.right("last"), Column.left("master"), Column.left("replicas")),
            1,
            ReplyTables::slots);

    private ReplyTables() {}

    /** The table of a command, or null. */
    static ReplyTable of(List<String> command) {
        String first = word(command, 0);
        String second = word(command, 1);
        return switch (first) {
            case "ZRANGE",
                    "ZREVRANGE",
                    "ZRANGEBYSCORE",
                    "ZREVRANGEBYSCORE",
                    "ZUNION",
                    "ZINTER",
                    "ZDIFF",
                    "ZRANDMEMBER" -> command.stream().anyMatch("WITHSCORES"::equalsIgnoreCase) ? SCORES : null;
            case "ZPOPMIN", "ZPOPMAX" -> SCORES;
            case "HRANDFIELD" -> command.stream().anyMatch("WITHVALUES"::equalsIgnoreCase) ? FIELDS : null;
            case "HGETALL" -> ReplyTables::pairs;
            case "SCAN", "SSCAN" -> (reply, writer) -> scan(reply, writer, null);
            case "ZSCAN" -> (reply, writer) -> scan(reply, writer, SCORES);
            case "HSCAN" -> (reply, writer) -> scan(reply, writer, has(command, "NOVALUES") ? null : FIELDS);
            case "XRANGE", "XREVRANGE", "XCLAIM" -> new StreamTable(StreamTable.Form.ENTRIES);
            case "XREAD", "XREADGROUP" -> new StreamTable(StreamTable.Form.STREAMS);
            case "XAUTOCLAIM" -> new StreamTable(StreamTable.Form.CLAIMED);
            case "XPENDING" -> command.size() > 3 ? PENDING : null;
            case "SLOWLOG" -> second.equals("GET") ? SLOWLOG : help(second);
            case "LATENCY" -> second.equals("LATEST") ? LATEST : second.equals("HISTORY") ? HISTORY : help(second);
            case "PUBSUB" -> second.endsWith("NUMSUB") ? RECEIVERS : help(second);
            case "CLUSTER" -> second.equals("SLOTS") ? SLOTS : help(second);
            case "GEOPOS" -> new Positions(command);
            case "GEOSEARCH", "GEORADIUS", "GEORADIUS_RO", "GEORADIUSBYMEMBER", "GEORADIUSBYMEMBER_RO" ->
                places(command);
            default -> help(second);
        };
    }

    private static String word(List<String> command, int index) {
        return index < command.size() ? command.get(index).toUpperCase(Locale.ROOT) : "";
    }

    private static boolean has(List<String> command, String word) {
        return command.stream().anyMatch(word::equalsIgnoreCase);
    }

    /** Lines of help are lines. */
    private static ReplyTable help(String second) {
        return second.equals("HELP") ? ReplyTables::lines : null;
    }

    private static boolean lines(Parts reply, ReplyWriter writer) {
        while (reply.hasNext()) {
            Reply line = reply.next().whole();
            writer.lines(line instanceof Reply.Simple || line instanceof Reply.Bulk ? line.text() : line.toString());
        }
        return true;
    }

    /** RESP2 has lists for maps. */
    private static boolean pairs(Parts reply, ReplyWriter writer) {
        if (reply.kind() != Parts.Kind.ARRAY) {
            return false;
        }
        writer.pairs(reply, "");
        return true;
    }

    /** A cursor, and what was found. */
    private static boolean scan(Parts reply, ReplyWriter writer, ReplyTable table) {
        if (reply.kind() != Parts.Kind.ARRAY || reply.size() != 2) {
            return false;
        }
        String cursor = Shape.readable(Replies.of(reply.next().whole()));
        writer.page().line(writer.page().paint(Ink.NAME, "cursor") + "  " + cursor);
        Parts found = reply.next();
        if (table == null || !table.show(found, writer)) {
            writer.tree(found, "");
        }
        return true;
    }

    private static Value time(Reply seconds) {
        Value number = Replies.of(seconds);
        return seconds instanceof Reply.Int whole
                ? new Value.Shown(number, Instant.ofEpochSecond(whole.value()).toString())
                : number;
    }

    private static List<Value> slow(List<Reply> row) {
        if (row.size() < 4 || !(row.get(3) instanceof Reply.Array words)) {
            return null;
        }
        List<String> shown = new ArrayList<>();
        for (Reply word : words.items()) {
            shown.add(bare(word));
        }
        String command = String.join(" ", shown);
        return List.of(
                Replies.of(row.get(0)),
                time(row.get(1)),
                Replies.of(row.get(2)),
                row.size() > 4 ? Replies.of(row.get(4)) : Value.none(),
                row.size() > 5 && !row.get(5).text().isEmpty() ? Replies.of(row.get(5)) : Value.none(),
                new Value.Shown(Value.of(command), command));
    }

    /** A word of a command, quoted where it has to be. */
    private static String bare(Reply word) {
        Value value = Replies.of(word);
        if (!(value instanceof Value.Text text)) {
            return value instanceof Value.Blob ? Shape.quoted(value) : Shape.readable(value);
        }
        String quoted = Shape.quoted(value);
        boolean plain = quoted.length() == text.text().length() + 2
                && !text.text().isEmpty()
                && text.text().indexOf(' ') < 0
                && text.text().indexOf('\'') < 0;
        return plain ? text.text() : quoted;
    }

    private static List<Value> slots(List<Reply> row) {
        if (row.size() < 3) {
            return null;
        }
        List<String> replicas = new ArrayList<>();
        for (Reply node : row.subList(3, row.size())) {
            replicas.add(address(node));
        }
        String others = String.join(" ", replicas);
        return List.of(
                Replies.of(row.get(0)),
                Replies.of(row.get(1)),
                Value.of(address(row.get(2))),
                others.isEmpty() ? Value.none() : Value.of(others));
    }

    private static String address(Reply node) {
        List<Reply> parts = node.items();
        String host = parts.get(0).isNil() ? "?" : parts.get(0).text();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":"
                + parts.get(1).text();
    }

    private static ReplyTable places(List<String> command) {
        List<Column> columns = new ArrayList<>(List.of(Column.left("member")));
        boolean coordinates = has(command, "WITHCOORD");
        if (has(command, "WITHDIST")) {
            columns.add(Column.right("distance"));
        }
        if (has(command, "WITHHASH")) {
            columns.add(Column.right("hash"));
        }
        if (coordinates) {
            columns.add(Column.right("longitude"));
            columns.add(Column.right("latitude"));
        }
        if (columns.size() == 1) {
            return null;
        }
        int width = columns.size();
        return new RowTable(List.copyOf(columns), 1, row -> {
            List<Value> cells = new ArrayList<>(List.of(ScalarText.cell(row.get(0))));
            for (Reply part : row.subList(1, row.size())) {
                if (part instanceof Reply.Array pair) {
                    pair.items().forEach(one -> cells.add(RowTable.number(one)));
                } else {
                    cells.add(RowTable.number(part));
                }
            }
            return cells.size() == width ? cells : null;
        });
    }

    /** The answer names no members: they are in the question. */
    private record Positions(List<String> command) implements ReplyTable {
        @Override
        public boolean show(Parts reply, ReplyWriter writer) {
            if (reply.kind() != Parts.Kind.ARRAY || reply.size() != command.size() - 2 || !reply.hasNext()) {
                return false;
            }
            Renderer table = writer.table();
            table.begin(List.of(Column.left("member"), Column.right("longitude"), Column.right("latitude")));
            for (String member : command.subList(2, command.size())) {
                Reply position = reply.next().whole();
                boolean there =
                        position instanceof Reply.Array array && array.items().size() == 2;
                Value name = Value.of(member);
                table.row(List.of(
                        new Value.Shown(name, Shape.quoted(name)),
                        there ? RowTable.number(position.items().get(0)) : Value.none(),
                        there ? RowTable.number(position.items().get(1)) : Value.none()));
            }
            table.end();
            return true;
        }
    }
}
