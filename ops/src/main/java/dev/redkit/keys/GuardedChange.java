package dev.redkit.keys;

import dev.redkit.entry.Entry;
import dev.redkit.io.Hashing;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Questions;
import dev.redkit.redis.Redis;
import dev.redkit.take.Imprint;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Does something with keys only where they still are what lies in the backup. A script compares the checksum of a key's
 * DUMP payload and its expiry, and changes it in the same moment; the value does not leave the server.
 *
 * <p>Equal checksums mean equal values, but not the other way round: reading from a hash table that is moving to a larger
 * one changes the order of its elements. So a key that looks changed, one that has no checksum, and every key where
 * scripts are refused get a {@link SecondLook} at what they hold.
 */
final class GuardedChange implements Closeable {
    /** In place of an answer: the key was written after it was backed up, and was left alone. */
    static final long WRITTEN = -1;

    private static final String SCRIPT = """
            local dump = redis.pcall('DUMP', KEYS[1])
            if not dump then return 0 end
            if type(dump) == 'table' then return dump end
            if string.sub(dump, -8) ~= ARGV[1] then return -1 end
            if ARGV[2] ~= '' then
              local at = redis.pcall(ARGV[2], KEYS[1])
              if type(at) == 'table' then return at end
              if at ~= tonumber(ARGV[3]) then return -1 end
            end
            return redis.pcall(ARGV[4], KEYS[1], unpack(ARGV, 5))
            """;

    private static final byte[] BODY = word(SCRIPT);
    private static final byte[] NAME = word(sha1(SCRIPT));
    private static final byte[] EVAL = word("EVAL");
    private static final byte[] EVALSHA = word("EVALSHA");
    private static final byte[] ONE = word("1");
    private static final byte[] NONE = {};

    private final Questions questions;
    private final SecondLook second;
    private final boolean expiryCounts;
    private final boolean absolute;
    private boolean scripts;

    /** @param expiryCounts whether a key with another expiry is another key */
    GuardedChange(Redis redis, Questions questions, Path backup, boolean expiryCounts) {
        Capabilities server = redis.capabilities();
        this.questions = questions;
        this.expiryCounts = expiryCounts;
        this.absolute = server.supports("pexpiretime").orElse(server.version().atLeast(7, 0));
        // Older ones send scripts to their replicas, where the same value may have another checksum.
        this.scripts = server.version().atLeast(5, 0);
        this.second = new SecondLook(redis, backup, expiryCounts, absolute);
    }

    /** The answers to the commands, in their order, or {@link #WRITTEN}. */
    List<Reply> ask(List<Wanted> keys) throws IOException {
        Reply[] replies = new Reply[keys.size()];
        if (scripts) {
            List<Integer> fit = new ArrayList<>();
            for (int i = 0; i < replies.length; i++) {
                if (fits(keys.get(i).imprint())) {
                    fit.add(i);
                }
            }
            run(keys, fit, EVALSHA, NAME, replies);
            fit.removeIf(i -> !(replies[i] instanceof Reply.Err error && Refusal.of(error) == Refusal.NOSCRIPT));
            run(keys, fit, EVAL, BODY, replies);
        }
        for (int i = 0; i < replies.length; i++) {
            if (!isFinal(replies[i])) {
                replies[i] = second.change(keys.get(i));
            }
        }
        return Arrays.asList(replies);
    }

    private boolean fits(Imprint imprint) {
        return imprint.checksum() != Imprint.NONE && (absolute || !expiryCounts || imprint.expireAt() == Entry.NEVER);
    }

    private void run(List<Wanted> keys, List<Integer> which, byte[] how, byte[] script, Reply[] replies) {
        List<byte[][]> commands = new ArrayList<>();
        List<byte[]> names = new ArrayList<>();
        for (int i : which) {
            commands.add(command(keys.get(i), how, script));
            names.add(keys.get(i).name());
        }
        List<Reply> answers = questions.ask(commands, names);
        for (int i = 0; i < answers.size(); i++) {
            replies[which.get(i)] = answers.get(i);
        }
    }

    private byte[][] command(Wanted key, byte[] how, byte[] script) {
        long expireAt = key.imprint().expireAt();
        byte[] clock = expireAt == Entry.NEVER ? word("PTTL") : word("PEXPIRETIME");
        List<byte[]> words = new ArrayList<>(List.of(
                how,
                script,
                ONE,
                key.name(),
                bytes(key.imprint().checksum()),
                expiryCounts ? clock : NONE,
                word(Long.toString(expireAt)),
                key.command()[0]));
        words.addAll(Arrays.asList(key.command()).subList(2, key.command().length));
        return words.toArray(byte[][]::new);
    }

    /** Whether no second look would give another answer. */
    private boolean isFinal(Reply reply) {
        if (!(reply instanceof Reply.Err error)) {
            return reply != null && reply.number() != WRITTEN;
        }
        Refusal reason = Refusal.of(error);
        // Not for a single key, so not for the others either.
        scripts &= !(reason == Refusal.NOPERM && !error.message().contains("key"))
                && !error.message().startsWith("ERR unknown command");
        return reason.stops() || reason.passes() || reason.redirects();
    }

    private static byte[] bytes(long checksum) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(checksum)
                .array();
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha1(String text) {
        return HexFormat.of().formatHex(Hashing.by("SHA-1").digest(word(text)));
    }

    @Override
    public void close() throws IOException {
        second.close();
    }
}
