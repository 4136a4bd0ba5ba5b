package dev.redkit.redis;

import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One rule of where a command has keys, as servers since 7.0 tell it: from where to look, and what is there. */
final class KeySpec {
    /** Not a place: the rule does not apply to these arguments. */
    static final int NONE = -1;
    /** Not a place: the server did not put the rule into words. */
    static final int UNSAID = -2;
    /** There is no key, because the command is meant for every server of a cluster (FLUSHALL, SCRIPT LOAD). */
    static final int EVERYWHERE = -3;

    private final int index;
    private final byte[] keyword;
    private final int startFrom;
    private final int countAt;
    private final int firstAfterCount;
    private final boolean unsaid;

    private KeySpec(Map<String, Reply> begin, String beginType, Map<String, Reply> find, String findType) {
        unsaid = beginType.equals("unknown") || findType.equals("unknown");
        index = number(begin, "index", NONE);
        keyword = begin.containsKey("keyword") ? begin.get("keyword").text().getBytes(StandardCharsets.UTF_8) : null;
        startFrom = number(begin, "startfrom", 1);
        countAt = number(find, "keynumidx", NONE);
        firstAfterCount = number(find, "firstkey", 0);
    }

    /** From an element of the ninth part of a COMMAND reply. */
    static KeySpec read(Reply spec) {
        Map<String, Reply> fields = map(spec);
        Map<String, Reply> begin = map(fields.get("begin_search"));
        Map<String, Reply> find = map(fields.get("find_keys"));
        return new KeySpec(
                map(begin.get("spec")),
                begin.get("type").text(),
                map(find.get("spec")),
                find.get("type").text());
    }

    /** The place of the first key by this rule, or {@link #NONE} or {@link #UNSAID}. */
    int firstKey(CommandArgs args) {
        if (unsaid) {
            return UNSAID;
        }
        int begin = keyword == null ? index : afterKeyword(args);
        if (begin < 0 || begin >= args.count()) {
            return NONE;
        }
        if (countAt < 0) {
            return begin;
        }
        int counted = begin + countAt;
        int first = begin + firstAfterCount;
        return args.has(counted) && isPositive(args, counted) && first < args.count() ? first : NONE;
    }

    private int afterKeyword(CommandArgs args) {
        int step = startFrom < 0 ? -1 : 1;
        int at = startFrom < 0 ? args.count() + startFrom : startFrom;
        for (; at > 0 && at < args.count() && args.has(at); at += step) {
            if (CommandNames.same(keyword, args.array(at), args.offset(at), args.length(at))) {
                return at + 1;
            }
        }
        return NONE;
    }

    private static boolean isPositive(CommandArgs args, int index) {
        boolean positive = false;
        for (int i = 0; i < args.length(index); i++) {
            byte digit = args.array(index)[args.offset(index) + i];
            if (digit < '0' || digit > '9') {
                return false;
            }
            positive |= digit != '0';
        }
        return positive;
    }

    private static int number(Map<String, Reply> fields, String name, int otherwise) {
        return fields.containsKey(name) ? (int) fields.get(name).number() : otherwise;
    }

    /** A map in RESP3, names and values in turn in RESP2. */
    private static Map<String, Reply> map(Reply reply) {
        Map<String, Reply> map = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            map.put(items.get(i).text(), items.get(i + 1));
        }
        return map;
    }
}
