package dev.redkit.tail.stream;

import dev.redkit.failure.Failure;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Traffic;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How far one stream has been read, and what was lost of it. */
final class StreamPlace {
    private static final byte[] NEW = {'>'};

    private final byte[] key;
    private final String name;
    private byte[] last;
    private boolean settled;
    private boolean pending;
    /** How many entries the stream had ever got when {@link #last} was its last; -1 when the server does not count. */
    private long position = -1;

    StreamPlace(byte[] key) {
        this.key = key.clone();
        this.name = new String(key, StandardCharsets.UTF_8);
    }

    byte[] key() {
        return key;
    }

    String name() {
        return name;
    }

    boolean pending() {
        return pending;
    }

    /** Finds where to begin; once. */
    void settle(Wire wire, StreamPlan plan, Traffic traffic) {
        if (settled) {
            return;
        }
        if (plan.membership() != null) {
            join(wire, plan, traffic);
        } else if (plan.from().equals("$")) {
            Map<String, Reply> info = info(wire);
            Reply id = info.get("last-generated-id");
            last = StreamReader.ascii(id == null ? "0-0" : id.text());
            position = info.isEmpty() ? 0 : number(info, "entries-added");
        } else {
            last = StreamReader.ascii(plan.from());
            position = plan.from().matches("0(-0)?") ? 0 : -1;
        }
        settled = true;
    }

    private void join(Wire wire, StreamPlan plan, Traffic traffic) {
        String group = plan.membership().group();
        Reply reply = wire.call("XGROUP", "CREATE", name, group, plan.from(), "MKSTREAM");
        if (reply instanceof Reply.Err error) {
            if (!error.code().equals("BUSYGROUP")) {
                throw failure(error, "XGROUP CREATE", wire);
            }
        } else {
            traffic.remark("made the group '" + group + "' of " + name + ", beginning at " + plan.from());
        }
    }

    private Failure failure(Reply.Err error, String command, Wire wire) {
        return Refusal.failure(error, command + " " + name + " on " + wire.address());
    }

    /** As a member of a group: what was delivered to this consumer before comes first. */
    void fromPending() {
        pending = true;
        last = StreamReader.ascii("0");
    }

    void noPending() {
        pending = false;
    }

    /** The id to ask with. */
    byte[] next(boolean member) {
        return member && !pending ? NEW : last;
    }

    void passed(byte[] id) {
        last = id;
        if (position >= 0) {
            position++;
        }
    }

    /** An entry that was delivered, and is gone before it was done with. */
    void deleted(byte[] id, Traffic traffic, String node) {
        gap(
                traffic,
                node,
                1,
                "entry " + new String(id, StandardCharsets.US_ASCII) + " of " + name
                        + " was deleted before it was acknowledged");
    }

    private static void gap(Traffic traffic, String node, long lost, String cause) {
        traffic.gap(new Gap(System.currentTimeMillis() * 1000, 0, node, cause, lost));
    }

    /**
     * Entries that were trimmed or deleted before they were read. The server counts what was ever added (since 7.0): when
     * the last of them was read, all that were not counted here are lost. Before that, of those that are not there any
     * more, no more than were counted can have been read.
     */
    void reportTrimmed(Wire wire, Traffic traffic) {
        if (position < 0) {
            return;
        }
        Map<String, Reply> info = info(wire);
        long added = number(info, "entries-added");
        if (added < 0) {
            return;
        }
        boolean all = info.get("last-generated-id").text().equals(new String(last, StandardCharsets.US_ASCII));
        long read = all ? added : added - number(info, "length");
        long lost = read - position;
        if (lost > 0) {
            position += lost;
            synchronized (traffic) {
                gap(traffic, wire.address().toString(), lost, name + " was trimmed faster than it was read");
                traffic.pause();
            }
        }
    }

    /** Takes over what other consumers have left lying; the entries. */
    List<Reply> claim(Wire wire, StreamPlan.Membership member, int count, Traffic traffic) {
        Reply reply = wire.call(
                "XAUTOCLAIM",
                name,
                member.group(),
                member.consumer(),
                Long.toString(member.claim().toMillis()),
                "0",
                "COUNT",
                Integer.toString(count));
        if (reply instanceof Reply.Err error) {
            throw failure(error, "XAUTOCLAIM", wire);
        }
        List<Reply> entries = new ArrayList<>();
        for (Reply entry : reply.items().get(1).items()) {
            if (!entry.isNil()) {
                entries.add(entry);
            }
        }
        if (!entries.isEmpty()) {
            traffic.remark("took over " + entries.size() + " entries of " + name + " that another consumer had not"
                    + " acknowledged for " + member.claim().toSeconds() + " s");
        }
        if (reply.items().size() > 2 && !reply.items().get(2).items().isEmpty()) {
            int lost = reply.items().get(2).items().size();
            gap(traffic, wire.address().toString(), lost, name + " was trimmed before all of it was acknowledged");
        }
        return entries;
    }

    /** Acknowledges entries, but not those that failed. */
    void acknowledge(Wire wire, String group, List<byte[]> ids, Set<String> failed) {
        List<byte[]> words =
                new ArrayList<>(List.of(StreamReader.ascii("XACK"), key, group.getBytes(StandardCharsets.UTF_8)));
        for (byte[] id : ids) {
            if (failed.isEmpty() || !failed.contains(name + " " + new String(id, StandardCharsets.US_ASCII))) {
                words.add(id);
            }
        }
        if (words.size() > 3 && wire.call(words.toArray(byte[][]::new)) instanceof Reply.Err error) {
            throw failure(error, "XACK", wire);
        }
    }

    private Map<String, Reply> info(Wire wire) {
        Reply reply = wire.call("XINFO", "STREAM", name);
        Map<String, Reply> fields = new HashMap<>();
        if (reply instanceof Reply.Err error) {
            if (error.message().contains("no such key")) {
                return fields;
            }
            throw failure(error, "XINFO STREAM", wire);
        }
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1));
        }
        return fields;
    }

    private static long number(Map<String, Reply> info, String field) {
        Reply value = info.get(field);
        return value == null ? -1 : value.number();
    }
}
