package dev.redkit.model;

import dev.redkit.io.Hashing;
import dev.redkit.model.Masters.Command;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The two hashes of a version: the index and the manifest. */
final class VersionHashes {
    private static final int LINES = 500;

    private final ModelStore store;
    private final ModelKeys keys;
    private final String version;
    private final Import.Content content;

    VersionHashes(ModelStore store, ModelKeys keys, String version, Import.Content content) {
        this.store = store;
        this.keys = keys;
        this.version = version;
        this.content = content;
    }

    /** Writes both, under the expiry. */
    void write(List<TensorEntry> entries, ImportOptions options, int chunk, InstantSource clock) {
        List<Command> commands = new ArrayList<>();
        byte[] index = keys.index(version);
        for (int from = 0; from < entries.size(); from += LINES) {
            List<byte[]> words = new ArrayList<>();
            words.add(Texts.bytes("HSET"));
            words.add(index);
            for (TensorEntry entry : entries.subList(from, Math.min(entries.size(), from + LINES))) {
                words.add(Texts.bytes(entry.name()));
                words.add(Texts.bytes(IndexJson.write(entry)));
            }
            commands.add(new Command(index, words));
            commands.add(Claim.expire(index, options.grace()));
        }
        List<byte[]> words = new ArrayList<>(List.of(Texts.bytes("HSET"), keys.manifest(version)));
        manifest(entries, options, chunk, clock).forEach((name, value) -> {
            words.add(Texts.bytes(name));
            words.add(Texts.bytes(value));
        });
        commands.add(new Command(keys.manifest(version), words));
        store.masters().askAll(commands);
    }

    private Map<String, String> manifest(
            List<TensorEntry> entries, ImportOptions options, int chunk, InstantSource clock) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("framework", content.format());
        fields.put("source", content.source());
        fields.put("created", Long.toString(clock.millis()));
        fields.put("tensors", Integer.toString(entries.size()));
        fields.put(
                "params",
                Long.toString(entries.stream().mapToLong(VersionHashes::numbers).sum()));
        fields.put(
                "nbytes",
                Long.toString(
                        entries.stream().mapToLong(one -> one.chunks().bytes()).sum()));
        fields.put("chunk", Integer.toString(chunk));
        fields.put("layout", (options.dedupe() ? "dedupe" : "own") + (options.spread() ? ",spread" : ""));
        if (options.hash()) {
            fields.put("digest", digest(entries));
        }
        content.metadata().forEach((name, value) -> fields.put(Manifest.META + name, value));
        return fields;
    }

    private static long numbers(TensorEntry entry) {
        return entry.shape().stream().reduce(1L, Math::multiplyExact);
    }

    /** The same for the same tensors in any order, whatever file or chunks they came in. */
    static String digest(List<TensorEntry> entries) {
        MessageDigest digest = Hashing.sha256();
        entries.stream().sorted(Comparator.comparing(TensorEntry::name)).forEach(entry -> {
            String shape = entry.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
            String line = String.join("\0", entry.name(), entry.dtype(), shape, entry.sha256()) + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        });
        return HexFormat.of().formatHex(digest.digest());
    }
}
