package dev.redkit.take;

import dev.redkit.backup.FileSummary;
import dev.redkit.backup.Tally;
import dev.redkit.backup.Verdict;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Reason;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.RdbProblem;
import dev.redkit.rdb.RdbType;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.shelf.Manifest.Content;
import dev.redkit.shelf.Manifest.Origin;
import dev.redkit.shelf.Manifest.Part;
import dev.redkit.take.TakeOptions.Way;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes the data of one server into one file, which was read from front to end when it is there. */
final class PartTake {
    private final Target server;
    private final Node node;
    private final TakeOptions options;
    private final Progress progress;
    private final InstantSource clock;
    private final Consumer<String> notes;
    private Feed feed;
    private boolean scanned;
    private boolean cancelled;

    /**
     * One of a backup's parts.
     *
     * @param node to read from
     * @param notes hear what could not be had
     */
    PartTake(
            Redis redis,
            Node node,
            TakeOptions options,
            Progress progress,
            InstantSource clock,
            Consumer<String> notes) {
        this.server = redis.at(node.address()).but().db(0).build();
        this.node = node;
        this.options = options;
        this.progress = progress;
        this.clock = clock;
        this.notes = notes;
    }

    /** Whether it was read key by key. */
    boolean scanned() {
        return scanned;
    }

    /** Reads everything; the file is there at the end. */
    Part into(Path file, String slots, AtomicOutput.Rule... rules) {
        Capabilities capabilities = capabilities();
        try (Feed source = open(capabilities);
                Written out = new Written(file, options.packing(), rules)) {
            FileSummary summary = read(source, out);
            if (summary.verdict() == Verdict.OK || summary.verdict() == Verdict.TRUNCATED) {
                source.demandWhole(); // behind damage nobody reads on, and that is no cut
            }
            judge(summary);
            out.commit();
            progress.addRecords(summary.total().keys());
            return new Part(
                    file.getFileName().toString(),
                    origin(source, summary, capabilities, slots),
                    content(summary),
                    out.bytes(),
                    out.sha256(),
                    options.packing().word(),
                    options.packing().sealed());
        } catch (IOException e) {
            throw new CannotWrite("taking the data of " + server + " failed: " + Reason.of(e), null, e);
        }
    }

    private Capabilities capabilities() {
        try (Redis redis = Redis.open(server)) {
            return redis.capabilities();
        }
    }

    private FileSummary read(Feed source, Written out) throws IOException {
        Tee tee = new Tee(RateLimit.of(source.stream(), options.bytesPerSecond()), out.stream(), progress);
        try {
            return FileSummary.check(tee, "the data of " + server, options.deep());
        } catch (IOException e) {
            if (cancelled()) {
                throw new Unreachable("stopped while the data of " + server + " came", null, e);
            }
            // It broke off: the feed knows more of why.
            source.demandWhole();
            throw e;
        }
    }

    private void judge(FileSummary summary) {
        if (summary.verdict() != Verdict.OK) {
            RdbProblem problem = summary.problem().orElseThrow();
            throw new BadInput(
                    problem.what() + " at byte " + problem.offset() + " of " + summary.name()
                            + ": nothing was kept of them",
                    summary.verdict() == Verdict.NEWER
                            ? "this server is newer than this redkit: look for an update"
                            : "take it again; if that ends here too, the memory of the server or the network is faulty");
        }
        if (summary.trailing() > 0) {
            throw new BadInput(summary.trailing() + " bytes follow after the end of " + summary.name());
        }
    }

    /** Asks to be a replica; where that is forbidden, or nobody knows how, looks for the keys one by one. */
    private Feed open(Capabilities capabilities) {
        if (options.way() == Way.SCAN) {
            return opened(scan());
        }
        try {
            boolean tells = capabilities.flavour() == Flavour.VALKEY;
            return opened(
                    Replication.begin(server, tells ? capabilities.version().toString() : null));
        } catch (NotAllowed | ServerRefused e) {
            if (options.way() == Way.REPLICATION || !forbids(e)) {
                throw e;
            }
            notes.accept("no point in time: " + server + " forbids replication (" + e.getMessage()
                    + "), so its keys were read one by one");
            return opened(scan());
        }
    }

    private static boolean forbids(Failure refusal) {
        String words = refusal.getMessage().toLowerCase(Locale.ROOT);
        return refusal instanceof NotAllowed
                ? words.contains("noperm")
                : words.contains("unknown command")
                        || words.contains("not allowed")
                        || words.contains("unsupported")
                        || words.contains("not supported");
    }

    private Feed scan() {
        scanned = true;
        return Scan.begin(server, clock, notes);
    }

    private synchronized Feed opened(Feed source) {
        feed = source;
        if (cancelled) {
            source.close();
            throw new Unreachable("stopped before the data of " + server + " came");
        }
        return source;
    }

    private synchronized boolean cancelled() {
        return cancelled;
    }

    /** Ends it, from any thread. */
    synchronized void cancel() {
        cancelled = true;
        if (feed != null) {
            feed.close();
        }
    }

    private Origin origin(Feed source, FileSummary summary, Capabilities capabilities, String slots) {
        Map<String, String> said = summary.notes();
        String id = source.id().isEmpty() ? said.getOrDefault("repl-id", "") : source.id();
        long offset = source.offset() >= 0 ? source.offset() : number(said.get("repl-offset"));
        return new Origin(
                node.address().toString(),
                node.role().name().toLowerCase(Locale.ROOT),
                capabilities.flavour().name().toLowerCase(Locale.ROOT),
                capabilities.version().toString(),
                summary.format().map(RdbFormat::magic).orElse(""),
                id,
                offset,
                slots);
    }

    private static long number(String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static Content content(FileSummary summary) {
        Map<String, Long> types = new TreeMap<>();
        for (Map.Entry<RdbType, Tally> type : summary.types().entrySet()) {
            types.merge(type.getKey().kind().word(), type.getValue().keys(), Long::sum);
        }
        Map<Integer, Long> databases = summary.databases().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().keys(), Long::sum, TreeMap::new));
        return new Content(
                summary.total().keys(),
                summary.total().expiring(),
                summary.functions(),
                summary.bytes(),
                databases,
                types);
    }
}
