package dev.redkit.render;

import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which commands answer with maps: RESP2 has none, and sends names and values in turn. */
enum MapForm {
    /** No map, or nobody knows. */
    NONE,
    MAP,
    /** A list of maps. */
    MAPS;

    static MapForm of(List<String> command) {
        String first = command.isEmpty() ? "" : command.get(0).toUpperCase(Locale.ROOT);
        String second = command.size() < 2 ? "" : command.get(1).toUpperCase(Locale.ROOT);
        return switch (first + " " + second) {
            case "CONFIG GET", "XINFO STREAM", "ACL GETUSER", "MEMORY STATS", "FUNCTION STATS" -> MAP;
            case "CLIENT TRACKINGINFO", "SENTINEL MASTER", "LATENCY HISTOGRAM" -> MAP;
            case "XINFO GROUPS", "XINFO CONSUMERS", "MODULE LIST", "FUNCTION LIST", "ACL LOG" -> MAPS;
            case "CLUSTER LINKS", "CLUSTER SHARDS" -> MAPS;
            case "SENTINEL MASTERS", "SENTINEL REPLICAS", "SENTINEL SLAVES", "SENTINEL SENTINELS" -> MAPS;
            default -> first.equals("HGETALL") ? MAP : NONE;
        };
    }

    /** The reply with its maps as maps. */
    Reply shaped(Reply reply) {
        if (!(reply instanceof Reply.Array array) || this == NONE) {
            return reply;
        }
        if (this == MAP) {
            return map(reply);
        }
        List<Reply> items = new ArrayList<>(array.items().size());
        array.items().forEach(item -> items.add(map(item)));
        return new Reply.Array(items);
    }

    private static Reply map(Reply reply) {
        return reply instanceof Reply.Array flat && flat.items().size() % 2 == 0
                ? new Reply.Pairs(flat.items())
                : reply;
    }
}
