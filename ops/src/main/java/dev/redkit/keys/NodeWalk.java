package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Seen;
import dev.redkit.keyspace.Selection;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The keys of one server. Each exchange carries the next SCAN, the first questions about the names of the one before, and
 * the second questions about the names before those; while the server works on it, the keys that are finished are given
 * away.
 */
final class NodeWalk implements Closeable {
    private static final int REMEMBERED = 1 << 16;
    private static final byte[] SCAN = word("SCAN");
    private static final byte[] COUNT = word("COUNT");
    private static final byte[] MATCH = word("MATCH");
    private static final byte[] TYPE = word("TYPE");
    private static final byte[] EACH = word("1000");
    private static final Set<String> NATIVE = Set.of("string", "list", "set", "zset", "hash", "stream");
    private static final long STEP_NANOS = 50_000_000;

    private final KeyScan scan;
    private final KeyQuery query;
    private final Selection selection;
    private final ScanReport report;
    private final Progress progress;
    private final Seen seen = new Seen(REMEMBERED);
    private final Wire wire;
    private final Prober prober;
    /** The one type that all keys have, because SCAN gives no others; or null. */
    private final String onlyType;

    private byte[] cursor = word("0");
    private boolean ended;
    private long named;

    NodeWalk(KeyScan scan, Redis redis, Address server, KeyQuery query, ScanReport report, Progress progress) {
        this.scan = scan;
        this.query = query;
        this.selection = query.keys();
        this.report = report;
        this.progress = progress;
        this.wire = Wire.open(redis.at(server).but().protocol(2).build());
        this.onlyType = onlyType(redis);
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        facts.addAll(query.needed());
        if (selection.isListed()) {
            facts.add(Fact.TYPE);
        }
        this.prober = new Prober(facts, query.samples(), report.refusals());
        // Looking shall not make a key look used. Servers before 7.2 cannot help it, and managed ones may forbid it.
        wire.call("CLIENT", "NO-TOUCH", "ON");
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private String onlyType(Redis redis) {
        if (selection.types().size() != 1 || selection.isListed() || !NATIVE.containsAll(selection.types())) {
            return null;
        }
        Capabilities server = redis.capabilities();
        boolean takesType = (server.flavour() == Flavour.REDIS || server.flavour() == Flavour.VALKEY)
                && server.version().atLeast(6, 0);
        return takesType ? selection.types().iterator().next() : null;
    }

    /** Walks through all keys. */
    void scan(KeyConsumer consumer) throws IOException {
        long start = System.nanoTime();
        List<KeyFacts> names = List.of();
        List<KeyFacts> halfway = List.of();
        List<KeyFacts> done = List.of();
        while (!scan.cancelled() && !(ended && names.isEmpty() && halfway.isEmpty() && done.isEmpty())) {
            boolean asksMore = !ended;
            if (asksMore) {
                wire.send(command());
            }
            Prober.Asked first = prober.first(names, this::ask);
            Prober.Asked second = prober.second(halfway, this::ask);
            wire.flush();
            give(done, consumer);
            List<KeyFacts> next = asksMore ? answer() : List.of();
            halfway = prober.answer(first, wire::read, selection::wantsType);
            done = prober.answer(second, wire::read, selection::wantsType);
            if (!prober.asksSecond() && done.isEmpty()) {
                done = halfway;
                halfway = List.of();
            }
            names = next;
            keepPace(start);
        }
    }

    /** Looks at keys whose names are known. */
    void look(List<byte[]> names, KeyConsumer consumer) throws IOException {
        List<KeyFacts> keys = new ArrayList<>();
        for (byte[] name : names) {
            if (selection.wants(name) && seen.add(name)) {
                keys.add(new KeyFacts(name, null));
            }
        }
        report.addNamed(keys.size());
        Prober.Asked first = prober.first(keys, this::ask);
        List<KeyFacts> left = prober.answer(first, wire::read, selection::wantsType);
        Prober.Asked second = prober.second(left, this::ask);
        give(prober.answer(second, wire::read, selection::wantsType), consumer);
    }

    private void ask(byte[] key, byte[]... command) {
        wire.send(command);
    }

    private byte[][] command() {
        List<byte[]> words = new ArrayList<>(List.of(SCAN, cursor, COUNT, EACH));
        if (selection.patterns().size() == 1) {
            words.add(MATCH);
            words.add(selection.patterns().get(0).bytes());
        }
        if (onlyType != null) {
            words.add(TYPE);
            words.add(word(onlyType));
        }
        return words.toArray(byte[][]::new);
    }

    private List<KeyFacts> answer() {
        Reply reply = wire.read();
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "SCAN on " + wire.address());
        }
        cursor = ((Reply.Bulk) reply.items().get(0)).bytes();
        ended = cursor.length == 1 && cursor[0] == '0';
        List<Reply> items = reply.items().get(1).items();
        List<KeyFacts> names = new ArrayList<>(items.size());
        for (Reply item : items) {
            byte[] name = ((Reply.Bulk) item).bytes();
            if (!seen.add(name)) {
                report.addRepeated();
            } else if (selection.wants(name)) {
                names.add(new KeyFacts(name, onlyType));
            }
        }
        named += items.size();
        report.addNamed(items.size());
        progress.addRecords(items.size());
        return names;
    }

    private void give(List<KeyFacts> keys, KeyConsumer consumer) throws IOException {
        for (KeyFacts key : keys) {
            try {
                if (query.test(key)) {
                    report.addMatched();
                    consumer.accept(key);
                }
            } catch (EvaluationException e) {
                report.addUnclear(e.getMessage());
            }
        }
    }

    private void keepPace(long start) {
        if (Double.isInfinite(query.perSecond())) {
            return;
        }
        long due = start + (long) (named / query.perSecond() * 1e9);
        for (long early = due - System.nanoTime(); early > 0 && !scan.cancelled(); early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, STEP_NANOS));
        }
    }

    @Override
    public void close() {
        wire.close();
    }
}
