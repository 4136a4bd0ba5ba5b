package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.model.Masters.Command;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Reply;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small models as scripts keep them: one hash, a field for each parameter, its value a decimal or a JSON array, to be read
 * by {@code HGET}. It knows no dtypes and no versions; a hash is replaced in one transaction. Values that redis-py 2 wrote
 * as the {@code repr} of a dictionary are understood.
 */
public final class HashModels implements Closeable {
    /** All values together: a hash is moved as a whole. */
    static final long MOST = 64L << 20;

    private final Masters masters;

    /** Written fields, and what was there before. */
    public record Report(String key, int fields, long bytes, boolean replaced) {}

    public HashModels(Redis redis) {
        this.masters = new Masters(redis);
    }

    /** Whether there is a hash of that name. */
    public boolean isThere(String key) {
        return masters.ask("TYPE", Texts.bytes(key)).text().equals("hash");
    }

    /**
     * Writes a hash, in place of one that is there if that is allowed.
     *
     * @param nest what comes before the last dot of a name becomes the field, the parameters of it one JSON object
     */
    public Report write(String key, List<Tensor> tensors, boolean nest, boolean overwrite) {
        Map<String, String> fields = nest ? HashText.nested(tensors) : HashText.flat(tensors);
        long bytes = fields.values().stream().mapToLong(String::length).sum();
        byte[] name = Texts.bytes(key);
        boolean[] replaced = new boolean[1];
        new Transaction(masters, name).run(look -> {
            String type = look.ask("TYPE", name).text();
            replaced[0] = !type.equals("none");
            if (replaced[0] && !(overwrite && type.equals("hash"))) {
                throw new UsageError(
                        "there is a " + type + " '" + key + "' already",
                        type.equals("hash") ? "say --overwrite to replace it" : "choose another name");
            }
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of("DEL", name));
            fields.forEach(
                    (field, value) -> commands.add(Command.of("HSET", name, Texts.bytes(field), Texts.bytes(value))));
            return commands;
        });
        return new Report(key, fields.size(), bytes, replaced[0]);
    }

    /** Reads a hash as a whole, in one moment. */
    public ModelFile read(String key) {
        byte[] name = Texts.bytes(key);
        checkSize(name);
        Map<String, String> fields = new LinkedHashMap<>();
        for (var parts = masters.ask("HGETALL", name).items().iterator(); parts.hasNext(); ) {
            fields.put(parts.next().text(), parts.next().text());
        }
        if (fields.isEmpty()) {
            throw new UsageError("there is no hash '" + key + "'");
        }
        return HashValues.read("hash '" + key + "'", fields);
    }

    private void checkSize(byte[] name) {
        List<Command> questions = new ArrayList<>();
        for (Reply field : masters.ask("HKEYS", name).items()) {
            questions.add(Command.of("HSTRLEN", name, Texts.bytes(field.text())));
        }
        long bytes = masters.askAll(questions).stream().mapToLong(Reply::number).sum();
        if (bytes > MOST) {
            throw new BadInput(
                    "the hash '" + Texts.of(name) + "' has " + bytes
                            + " bytes of values, which is more than a model in a" + " hash has",
                    "'redkit export' writes hashes of any size");
        }
    }

    @Override
    public void close() {
        masters.close();
    }
}
