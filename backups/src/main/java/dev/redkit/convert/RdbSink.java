package dev.redkit.convert;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.SeenThrough;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/**
 * An RDB file of a chosen version. Values pass as they are stored where that version knows their form; else they are
 * taken apart and written anew. Memory holds one value where it is written anew, and of a long one an element.
 */
public final class RdbSink implements KeySink {
    private static final int FIRST_FUNCTIONS = 10;
    private static final int FIRST_VECTORS = 12;

    private final Form form;
    private final Losses losses;
    private final RdbWriter writer;
    private boolean fieldLoss;

    /**
     * What is written.
     *
     * @param target how messages call the server that it is for
     * @param vectors whether that server has vector sets
     * @param expiries whether keys, and fields, expire as they did
     * @param created when the data was as it is
     */
    public record Form(WriteVersion version, String target, boolean vectors, boolean expiries, Instant created) {
        /** A version, without a word about a server. */
        public static Form of(WriteVersion version, Instant created) {
            boolean vectors = !version.isValkey() && version.number() >= FIRST_VECTORS;
            return new Form(version, "RDB version " + version.number(), vectors, true, created);
        }
    }

    public RdbSink(OutputStream out, Form form, Losses losses) throws IOException {
        this.form = form;
        this.losses = losses;
        this.writer = new RdbWriter(out, form.version(), EncodingLimits.DEFAULTS);
        writer.header(form.created(), 0);
    }

    @Override
    public void function(byte[] source) throws IOException {
        if (form.version().number() < FIRST_FUNCTIONS) {
            losses.leftOut("libraries of functions, which " + form.target() + " does not know");
        } else {
            writer.function(source);
        }
    }

    @Override
    public boolean key(RdbReader reader) throws IOException {
        switch (RdbFit.of(reader, form.version(), form.vectors())) {
            case SAME -> same(reader);
            case ANEW -> anew(reader);
            default -> {
                losses.leftOut(RdbFit.reason(reader, form.target()));
                return false;
            }
        }
        return true;
    }

    private void same(RdbReader reader) throws IOException {
        if (form.expiries() || !mayHaveFieldExpiries(reader.type())) {
            writer.copied(reader, form.expiries() ? reader.expireAt() : Entry.NEVER);
        } else {
            anew(reader);
        }
    }

    private static boolean mayHaveFieldExpiries(RdbType type) {
        return switch (type) {
            case HASH_METADATA, HASH_METADATA_PRE_GA, HASH_LISTPACK_EX, HASH_LISTPACK_EX_PRE_GA, HASH_2 -> true;
            default -> false;
        };
    }

    private void anew(RdbReader reader) throws IOException {
        Entry entry = reader.entry();
        long expireAt = form.expiries() ? entry.expireAt() : Entry.NEVER;
        boolean keeps = form.expiries() && form.version().number() >= FIRST_VECTORS;
        boolean plain = keeps || entry.value().kind() != Kind.HASH;
        fieldLoss = false;
        writer.entry(
                new Entry(entry.db(), entry.key(), expireAt, plain ? entry.value() : new Unexpiring(entry.value())));
        if (fieldLoss && form.expiries()) {
            losses.changed("hashes whose fields expire: in " + form.target() + " they stay");
        }
        if ((reader.type() == RdbType.STREAM_LISTPACKS_4 || reader.type() == RdbType.STREAM_LISTPACKS_5)) {
            losses.changed("streams that may remember their producers, which " + form.target() + " does not");
        }
    }

    @Override
    public void end() throws IOException {
        writer.finish();
    }

    @Override
    public long bytes() {
        return writer.bytes();
    }

    @Override
    public void close() {
        // The stream is its opener's.
    }

    /** A hash whose fields do not expire any more. */
    private final class Unexpiring extends SeenThrough {
        Unexpiring(Value value) {
            super(value);
        }

        @Override
        public void walk(ValueWalker walker) throws IOException {
            value.walk(new ValueWalker() {
                @Override
                public void field(byte[] name, byte[] content, long expireAt) throws IOException {
                    fieldLoss |= expireAt != Entry.NEVER;
                    walker.field(name, content, Entry.NEVER);
                }
            });
        }
    }
}
