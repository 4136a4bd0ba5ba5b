package dev.redkit.tail.pubsub;

import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** {@code notify-keyspace-events} on all masters: what is missing there, switched on for a while, and put back. */
public final class KeyspaceEvents implements Closeable {
    private static final String SETTING = "notify-keyspace-events";
    /** What {@code A} stands for. */
    private static final String ALL = "g$lshzxetd";

    private final Redis redis;
    private final String wanted;
    private final Consumer<String> complaints;
    /** What was set at a server, and what we have set instead. */
    private final Map<Address, Change> changes = new LinkedHashMap<>();

    private boolean consent;

    private record Change(String before, String ours) {}

    /** For these events, all when there are none. */
    public KeyspaceEvents(Redis redis, Set<String> events, Consumer<String> complaints) {
        this.redis = redis;
        this.wanted = "K" + letters(events);
        this.complaints = complaints;
    }

    /** The names in {@code expired,del}; none for {@code all}. */
    public static Set<String> names(String text) {
        if (text.isEmpty() || text.equals("all")) {
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String one : text.split(",", -1)) {
            if (!one.matches("[a-z_-]+")) {
                throw new UsageError(
                        "--keyspace: '" + one + "' is no event",
                        "events are set, del, expired, …, separated by commas; keys come after them: --keyspace all 'user:*'");
            }
            names.add(one);
        }
        return names;
    }

    /** The letters of the classes that these events belong to; of those it does not know, all. */
    static String letters(Set<String> events) {
        Set<String> letters = new TreeSet<>();
        for (String event : events) {
            switch (event) {
                case "del",
                        "rename_from",
                        "rename_to",
                        "move_from",
                        "move_to",
                        "copy_to",
                        "restore",
                        "expire",
                        "persist" -> letters.add("g");
                case "expired" -> letters.add("x");
                case "evicted" -> letters.add("e");
                // These three are not among A.
                case "new" -> letters.add("n");
                case "keymiss" -> letters.add("m");
                case "overwritten" -> letters.add("o");
                case "type_changed" -> letters.add("c");
                default -> letters.add("A");
            }
        }
        return events.isEmpty() ? "A" : String.join("", letters);
    }

    /**
     * What has to be switched on: an address and the setting it needs, for each master that lacks something. One that
     * does not show its settings (managed servers do not) may lack nothing; that is only said.
     */
    public Map<String, String> missing() {
        Map<String, String> missing = new LinkedHashMap<>();
        for (Node node : redis.topology().masters()) {
            try (Wire wire = redis.wire(node)) {
                String now = current(wire);
                if (!with(now).equals(now)) {
                    missing.put(node.address().toString(), with(now));
                }
            } catch (ServerRefused | NotAllowed e) {
                complaints.accept(
                        "whether " + node.address() + " tells of what happens cannot be seen: " + e.getMessage());
            }
        }
        return missing;
    }

    /** What is set, and what is wanted as well. */
    private String with(String now) {
        StringBuilder all = new StringBuilder(now);
        wanted.chars().filter(letter -> !holds(now, letter)).forEach(letter -> all.append((char) letter));
        return all.toString();
    }

    private static boolean holds(String set, int letter) {
        return set.indexOf(letter) >= 0 || (set.indexOf('A') >= 0 && ALL.indexOf(letter) >= 0);
    }

    private static String current(Wire wire) {
        Reply reply = wire.demand("CONFIG", "GET", SETTING);
        return reply.items().size() < 2 ? "" : reply.items().get(1).text();
    }

    /** Switches on what is missing, at all masters; later at those that come to lack it. */
    public void switchOn() {
        synchronized (this) {
            consent = true;
        }
        for (Node node : redis.topology().masters()) {
            try (Wire wire = redis.wire(node)) {
                change(wire);
            }
        }
    }

    private synchronized boolean change(Wire wire) {
        String now = current(wire);
        String ours = with(now);
        if (ours.equals(now)) {
            return false;
        }
        changes.put(wire.address(), new Change(now, ours));
        set(wire, ours);
        return true;
    }

    /**
     * Looks again at a server that is listened to from now on, and switches on what it lacks if that was allowed; a
     * sentence when there is something to say.
     */
    Optional<String> ensure(Wire wire) {
        try {
            synchronized (this) {
                if (consent) {
                    return change(wire)
                            ? Optional.of("switched on " + SETTING + " " + with(current(wire)) + " on " + wire.address()
                                    + " as well; it is put back at the end")
                            : Optional.empty();
                }
            }
            String now = current(wire);
            return with(now).equals(now)
                    ? Optional.empty()
                    : Optional.of("warning: " + wire.address() + " does not tell of all that is wanted, so it will not"
                            + " be seen: its " + SETTING + " is '" + now + "'");
        } catch (ServerRefused | NotAllowed e) {
            // Was said by missing().
            return Optional.empty();
        }
    }

    private static void set(Wire wire, String value) {
        Reply reply = wire.call("CONFIG", "SET", SETTING, value);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "CONFIG SET " + SETTING + " on " + wire.address());
        }
    }

    /** Puts back what was there, where nobody has changed it since. */
    @Override
    public synchronized void close() {
        changes.forEach((address, change) -> {
            try (Wire wire = Wire.open(redis.at(address))) {
                if (sorted(current(wire)).equals(sorted(change.ours()))) {
                    set(wire, change.before());
                }
            } catch (Failure e) {
                complaints.accept(SETTING + " of " + address + " could not be put back to '" + change.before() + "': "
                        + e.getMessage());
            }
        });
        changes.clear();
    }

    private static Set<Character> sorted(String letters) {
        Set<Character> all = new TreeSet<>();
        letters.replace("A", ALL).chars().forEach(letter -> all.add((char) letter));
        return all;
    }
}
