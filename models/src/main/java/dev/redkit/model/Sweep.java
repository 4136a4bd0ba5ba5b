package dev.redkit.model;

import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes away what nothing needs any more: old versions if that is wished, shared bytes to which no index leads, and what
 * a crash has left of spread versions. Marked from the indexes, never searched for among the keys; what is younger than
 * the grace stays, because somebody may be about to use it.
 */
public final class Sweep {
    private static final int BATCH = 200;

    private final ModelStore store;
    private final InstantSource clock;

    /** What was, or would be, taken away. */
    public record Report(String model, List<String> versions, int blobs, int unfinished, long bytes) {}

    private record Found(int count, long bytes) {}

    public Sweep(ModelStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Sweeps one model.
     *
     * @param keep how many versions stay besides those to which something points; negative: all
     */
    public Report run(String name, int keep, Duration grace, boolean dryRun) {
        List<String> dropped = new ArrayList<>();
        long bytes = 0;
        for (ModelStore.Version version : old(name, keep, grace)) {
            dropped.add(version.number());
            bytes += version.manifest().text("layout").startsWith("dedupe")
                    ? 0
                    : version.manifest().number("nbytes");
            if (!dryRun) {
                new Deletion(store, clock).drop(name, version.number(), true);
            }
        }
        Found unfinished = unfinished(name, grace, dryRun);
        Found blobs = blobs(name, grace, dryRun, dryRun ? new HashSet<>(dropped) : Set.of());
        return new Report(name, dropped, blobs.count(), unfinished.count(), bytes + blobs.bytes() + unfinished.bytes());
    }

    private List<ModelStore.Version> old(String name, int keep, Duration grace) {
        List<ModelStore.Version> old = new ArrayList<>();
        Head head = store.head(name);
        int kept = 0;
        for (ModelStore.Version version : store.versions(name)) {
            boolean held = head.holds(version.number()).isPresent();
            if (keep < 0 || held || kept++ < keep) {
                continue;
            }
            if (version.manifest().number("created") <= clock.millis() - grace.toMillis()) {
                old.add(version);
            }
        }
        return old;
    }

    /** Spread versions that never became visible, or whose deletion was not ended. */
    Found unfinished(String name, Duration grace, boolean dryRun) {
        ModelKeys keys = store.keys(name);
        int count = 0;
        long bytes = 0;
        for (Reply member : olderThan(keys.loading(), grace)) {
            String version = member.text();
            List<byte[]> strings = new ArrayList<>();
            for (TensorEntry entry : store.index(name, version)) {
                if (!entry.shared()) {
                    strings.addAll(entry.keys());
                    bytes += entry.chunks().bytes();
                }
            }
            count++;
            if (!dryRun) {
                new Deletion(store, clock).unfinished(keys, version, strings);
            }
        }
        return new Found(count, bytes);
    }

    private List<Reply> olderThan(byte[] zset, Duration grace) {
        String limit = Long.toString(clock.millis() - grace.toMillis());
        return store.masters()
                .ask("ZRANGEBYSCORE", zset, Texts.bytes("-inf"), Texts.bytes(limit))
                .items();
    }

    Found blobs(String name, Duration grace, boolean dryRun) {
        return blobs(name, grace, dryRun, Set.of());
    }

    /** Shared bytes without a version; versions in {@code without} count as gone. */
    private Found blobs(String name, Duration grace, boolean dryRun, Set<String> without) {
        ModelKeys keys = store.keys(name);
        List<String> idle = new ArrayList<>();
        Set<String> marked = marked(name, without);
        for (Reply member : olderThan(keys.blobs(), grace)) {
            if (!marked.contains(member.text())) {
                idle.add(member.text());
            }
        }
        int count = 0;
        long bytes = 0;
        for (int from = 0; from < idle.size(); from += BATCH) {
            List<String> some = idle.subList(from, Math.min(idle.size(), from + BATCH));
            bytes += length(some);
            count += dryRun ? some.size() : drop(keys, some, grace);
        }
        return new Found(count, bytes);
    }

    private Set<String> marked(String name, Set<String> without) {
        Set<String> marked = new HashSet<>();
        for (ModelStore.Version version : store.versions(name)) {
            if (!without.contains(version.number())) {
                for (TensorEntry entry : store.index(name, version.number())) {
                    if (entry.shared()) {
                        marked.add(entry.blobMember());
                    }
                }
            }
        }
        return marked;
    }

    private long length(List<String> members) {
        List<Command> questions = new ArrayList<>();
        members.forEach(member -> strings(member).forEach(key -> questions.add(Command.of("STRLEN", key))));
        return store.masters().askAll(questions).stream()
                .mapToLong(Reply::number)
                .sum();
    }

    /** Unless somebody has wanted them again in this moment. */
    private int drop(ModelKeys keys, List<String> members, Duration grace) {
        int[] count = new int[1];
        List<byte[]> spread = new ArrayList<>();
        double limit = clock.millis() - grace.toMillis();
        new Transaction(store.masters(), keys.blobs()).run(look -> {
            List<Command> commands = new ArrayList<>();
            spread.clear();
            count[0] = 0;
            for (String member : members) {
                Reply score = look.ask("ZSCORE", keys.blobs(), Texts.bytes(member));
                if (score.isNil() || Double.parseDouble(score.text()) > limit) {
                    continue;
                }
                count[0]++;
                commands.add(Command.of("ZREM", keys.blobs(), Texts.bytes(member)));
                if (strings(member).isEmpty() || member.contains(Texts.of(keys.head()))) {
                    commands.addAll(Deletion.unlink(strings(member)));
                } else {
                    spread.addAll(strings(member));
                }
            }
            return commands;
        });
        store.masters().askAll(Deletion.unlink(spread));
        return count[0];
    }

    private static List<byte[]> strings(String member) {
        int space = member.indexOf(' ');
        int count = Integer.parseInt(member.substring(0, space));
        String key = member.substring(space + 1);
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(Texts.bytes(count == 1 ? key : key + ":" + i));
        }
        return keys;
    }
}
