package dev.redkit.shell;

import dev.redkit.grammar.CommandDoc;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;

/** Names that the server has told or the user has typed, sorted, so that those with a beginning are found at once. */
final class Names {
    /** How many are kept. */
    private static final int MOST = 200_000;

    private static final int MOST_USED = 1000;
    private static final int MOST_OFFERED = 200;
    private static final int MOST_PAGES = 8;
    private static final String PAGE = "1000";
    /** How long what was looked up counts as known. */
    private static final long FRESH_NANOS = 10_000_000_000L;

    private final ConcurrentSkipListSet<String> keys = new ConcurrentSkipListSet<>();
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, List<String>> fields = new ConcurrentHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final LongSupplier clock;
    private volatile List<String> channels = List.of();

    Names() {
        this(System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    Names(LongSupplier clock) {
        this.clock = clock;
    }

    /** Keys with that beginning: those that were typed lately first. */
    List<String> keys(String beginning) {
        Set<String> found = new LinkedHashSet<>();
        synchronized (used) {
            for (String key : used) {
                if (key.startsWith(beginning)) {
                    found.add(key);
                }
            }
        }
        for (String key : keys.tailSet(beginning)) {
            if (!key.startsWith(beginning) || found.size() >= MOST_OFFERED) {
                break;
            }
            found.add(key);
        }
        return new ArrayList<>(found);
    }

    /** Fields of a hash, or members of a set. */
    List<String> fields(String key) {
        return fields.getOrDefault(key, List.of());
    }

    List<String> channels() {
        return channels;
    }

    /** Whether nobody has asked for this lately; if so, from now on somebody has. */
    boolean isNews(String question) {
        long now = clock.getAsLong();
        Long before = asked.get(question);
        // Those who were told to wait do not make it longer: a Tab key that is pressed again and again would for ever.
        if (before != null && now - before <= FRESH_NANOS) {
            return false;
        }
        if (asked.size() > MOST_USED) {
            asked.clear();
        }
        asked.put(question, now);
        return true;
    }

    /** The question that was news never went to the server. */
    void wasNotAsked(String question) {
        asked.remove(question);
    }

    /** The keys of a command that was sent. */
    void used(CommandDoc doc, List<String> words) {
        CommandDoc.KeyRange range = doc.keys();
        int last = range.last() < 0 ? words.size() + range.last() : Math.min(range.last(), words.size() - 1);
        synchronized (used) {
            for (int i = range.first(); i > 0 && i <= last; i += Math.max(1, range.step())) {
                used.remove(words.get(i));
                used.add(words.get(i));
            }
            while (used.size() > MOST_USED) {
                used.remove(used.iterator().next());
            }
        }
    }

    /** Looks for keys on the server, a few pages at most. */
    void seekKeys(Wire wire, String beginning) {
        String cursor = "0";
        int found = 0;
        for (int page = 0; page < MOST_PAGES && found < MOST_OFFERED; page++) {
            Reply reply = wire.call("SCAN", cursor, "MATCH", escaped(beginning) + "*", "COUNT", PAGE);
            if (!(reply instanceof Reply.Array answer)) {
                return;
            }
            found += add(answer.items().get(1).items());
            cursor = answer.items().get(0).text();
            if (cursor.equals("0")) {
                return;
            }
        }
    }

    /** Takes keys in; those that are no text cannot be typed, and are left out. */
    int add(List<Reply> found) {
        if (keys.size() > MOST) {
            keys.clear();
        }
        int added = 0;
        for (Reply one : found) {
            String name = one.text();
            if (name.indexOf('\ufffd') < 0) {
                keys.add(name);
                added++;
            }
        }
        return added;
    }

    /** Looks for what a hash or set holds, one page of it. */
    void seekFields(Wire wire, String key) {
        String type = wire.call("TYPE", key).text();
        String command = switch (type) {
            case "hash" -> "HSCAN";
            case "set" -> "SSCAN";
            case "zset" -> "ZSCAN";
            default -> null;
        };
        if (command == null || !(wire.call(command, key, "0", "COUNT", "200") instanceof Reply.Array page)) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<Reply> items = page.items().get(1).items();
        for (int i = 0; i < items.size() && names.size() < MOST_OFFERED; i += type.equals("set") ? 1 : 2) {
            names.add(items.get(i).text());
        }
        if (fields.size() > MOST_USED) {
            fields.clear();
        }
        fields.put(key, List.copyOf(names));
    }

    void seekChannels(Wire wire) {
        List<String> names = new ArrayList<>();
        if (wire.call("PUBSUB", "CHANNELS") instanceof Reply.Array answer) {
            for (Reply one : answer.items()
                    .subList(0, Math.min(MOST_OFFERED, answer.items().size()))) {
                names.add(one.text());
            }
        }
        channels = List.copyOf(names);
    }

    /** Another database or user: nothing of this is known any more. */
    void clear() {
        keys.clear();
        asked.clear();
        fields.clear();
        channels = List.of();
    }

    private static String escaped(String text) {
        StringBuilder glob = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            if ("*?[]\\^".indexOf(text.charAt(i)) >= 0) {
                glob.append('\\');
            }
            glob.append(text.charAt(i));
        }
        return glob.toString();
    }
}
