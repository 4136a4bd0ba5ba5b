package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** The models of a server or cluster: what there is. Writing has classes of its own. For one thread. */
public final class ModelStore implements Closeable {
    private static final String SCAN_COUNT = "1000";

    private final Redis redis;
    private final String prefix;
    private final Masters masters;

    /** A version that is complete. */
    public record Version(String number, Manifest manifest) {}

    private ModelStore(Redis redis, String prefix) {
        this.redis = redis;
        this.prefix = prefix;
        this.masters = new Masters(redis);
    }

    /** The models whose keys begin with that word. Connects when something is asked. */
    public static ModelStore open(Redis redis, String prefix) {
        if (prefix.isEmpty() || prefix.contains("{") || prefix.contains("}")) {
            throw new UsageError(
                    "'" + prefix + "' cannot begin the keys of models", "a word without braces can: model");
        }
        return new ModelStore(redis, prefix);
    }

    public static ModelStore open(Redis redis) {
        return open(redis, ModelKeys.DEFAULT_PREFIX);
    }

    /** Another one of the same models, with connections of its own. */
    ModelStore again() {
        return new ModelStore(redis, prefix);
    }

    ModelKeys keys(String name) {
        return new ModelKeys(prefix, name);
    }

    Masters masters() {
        return masters;
    }

    /** What stands behind. */
    public Redis redis() {
        return redis;
    }

    /** All models, by name. The keyspace is gone through with SCAN; null when {@code cancelled} said so. */
    public List<Head> list(BooleanSupplier cancelled) {
        TreeSet<String> names = new TreeSet<>();
        String opening = prefix + ":{";
        for (Wire wire : masters.all()) {
            String cursor = "0";
            do {
                Reply page =
                        wire.demand("SCAN", cursor, "MATCH", glob(opening) + "*}", "COUNT", SCAN_COUNT, "TYPE", "hash");
                cursor = page.items().get(0).text();
                for (Reply key : page.items().get(1).items()) {
                    String text = key.text();
                    names.add(text.substring(opening.length(), text.length() - 1));
                }
                if (cancelled.getAsBoolean()) {
                    return null;
                }
            } while (!cursor.equals("0"));
        }
        return heads(new ArrayList<>(names));
    }

    private static String glob(String text) {
        return text.replaceAll("[\\\\*?\\[\\]]", "\\\\$0");
    }

    private List<Head> heads(List<String> names) {
        List<Masters.Command> commands = new ArrayList<>();
        names.forEach(
                name -> commands.add(Masters.Command.of("HGETALL", keys(name).head())));
        List<Reply> replies = masters.askAll(commands);
        List<Head> heads = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Map<String, String> fields = Texts.fields(replies.get(i));
            // A hash that happens to be called so, or a model that is just being deleted.
            if (fields.containsKey("format")) {
                heads.add(Head.of(names.get(i), fields));
            }
        }
        return heads;
    }

    /** A model, if there is one of that name. */
    public Optional<Head> find(String name) {
        Map<String, String> fields =
                Texts.fields(masters.ask("HGETALL", keys(name).head()));
        return fields.containsKey("format") ? Optional.of(Head.of(name, fields)) : Optional.empty();
    }

    /** The model of that name; that there is none, is a failure. */
    public Head head(String name) {
        return find(name).orElseThrow(() -> none(name));
    }

    private UsageError none(String name) {
        List<String> names = list(() -> false).stream().map(Head::name).toList();
        String hint = Suggestion.hint(name, names);
        return new UsageError(
                "there is no model '" + name + "' on " + redis.target(),
                hint != null ? hint : "'redkit model list' shows which there are");
    }

    /** The complete versions of a model, the newest first. */
    public List<Version> versions(String name) {
        List<String> numbers = new ArrayList<>();
        masters.ask("ZRANGE", keys(name).versions(), Texts.bytes("0"), Texts.bytes("-1"))
                .items()
                .forEach(one -> numbers.add(one.text()));
        numbers.sort(Comparator.<String>comparingLong(ModelStore::number).reversed());
        List<Masters.Command> commands = new ArrayList<>();
        numbers.forEach(
                one -> commands.add(Masters.Command.of("HGETALL", keys(name).manifest(one))));
        List<Reply> replies = masters.askAll(commands);
        List<Version> versions = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Manifest manifest = new Manifest(Texts.fields(replies.get(i)));
            if (manifest.ready()) {
                versions.add(new Version(numbers.get(i), manifest));
            }
        }
        return versions;
    }

    /** Versions of ours are numbers; those of others sort behind them. */
    static long number(String version) {
        return ModelName.isVersion(version) ? Long.parseLong(version) : 0;
    }

    /** The version that is meant, with its manifest; it is complete. */
    public Version version(ModelName name) {
        Head head = head(name.name());
        String version = head.resolve(name.ref());
        Manifest manifest = new Manifest(
                Texts.fields(masters.ask("HGETALL", keys(name.name()).manifest(version))));
        if (!manifest.ready()) {
            List<String> there = versions(name.name()).stream()
                    .map(Version::number)
                    .limit(20)
                    .toList();
            throw new UsageError(
                    "model '" + name.name() + "' has no version " + version
                            + (manifest.fields().isEmpty() ? "" : " that is complete"),
                    there.isEmpty() ? "it has no versions" : "it has " + String.join(", ", there));
        }
        return new Version(version, manifest);
    }

    /** Opens the version that is meant, to read it. It has connections of its own. */
    public StoredModel open(ModelName name) {
        Version version = version(name);
        List<TensorEntry> index = index(name.name(), version.number());
        if (index.size() != version.manifest().number("tensors")) {
            throw new ServerRefused(
                    "version " + version.number() + " of model '" + name.name() + "' has " + index.size()
                            + " tensors in its index in place of "
                            + version.manifest().text("tensors"),
                    "it may have been deleted just now, or somebody wrote to its keys");
        }
        return new StoredModel(again(), name.name(), version, index);
    }

    /** Where the tensors of a version are, in the order of the file. */
    List<TensorEntry> index(String name, String version) {
        byte[] key = keys(name).index(version);
        Reply reply = masters.ask("HGETALL", key);
        List<TensorEntry> entries = new ArrayList<>();
        Map<String, byte[]> lines = new LinkedHashMap<>();
        List<Reply> parts = reply.items();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            lines.put(parts.get(i).text(), Texts.bytes(parts.get(i + 1).text()));
        }
        lines.forEach((tensor, json) -> entries.add(IndexJson.read(tensor, json, Texts.of(key))));
        entries.sort(Comparator.comparingInt(TensorEntry::place).thenComparing(TensorEntry::name));
        return entries;
    }

    /** What was done to a model after that place in its stream; waits for it that long. */
    public List<ModelEvent> events(String name, String after, Duration wait) {
        byte[] key = keys(name).events();
        Wire wire = masters.of(key);
        wire.timeout(redis.target().timeout().plus(wait));
        Reply reply = wire.call(
                Texts.bytes("XREAD"),
                Texts.bytes("COUNT"),
                Texts.bytes("100"),
                Texts.bytes("BLOCK"),
                Texts.bytes(Long.toString(Math.max(1, wait.toMillis()))),
                Texts.bytes("STREAMS"),
                key,
                Texts.bytes(after));
        if (reply instanceof Reply.Err error) {
            if (masters.astray(error)) {
                masters.forget();
                return List.of();
            }
            throw Refusal.failure(error, "XREAD of " + Texts.of(key));
        }
        List<ModelEvent> events = new ArrayList<>();
        if (!reply.isNil()) {
            // RESP3 gives a map of streams, RESP2 a list of pairs; there is one stream.
            List<Reply> items = reply.items();
            List<Reply> entries = reply instanceof Reply.Pairs
                    ? items.get(1).items()
                    : items.get(0).items().get(1).items();
            for (Reply entry : entries) {
                ModelEvent event = ModelEvent.read(name, entry);
                if (event != null) {
                    events.add(event);
                }
            }
        }
        return events;
    }

    /** Where the stream of events ends now. */
    public String lastEvent(String name) {
        Reply last = masters.ask(
                "XREVRANGE",
                keys(name).events(),
                Texts.bytes("+"),
                Texts.bytes("-"),
                Texts.bytes("COUNT"),
                Texts.bytes("1"));
        return last.items().isEmpty()
                ? "0-0"
                : last.items().get(0).items().get(0).text();
    }

    /** After {@link Unreachable}: the next question opens new connections. */
    public void reconnect() {
        masters.forget();
    }

    @Override
    public void close() {
        masters.close();
    }
}
