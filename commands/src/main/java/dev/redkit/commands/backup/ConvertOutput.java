package dev.redkit.commands.backup;

import dev.redkit.convert.KeySink;
import dev.redkit.convert.Losses;
import dev.redkit.convert.RdbSink;
import dev.redkit.convert.SplitSink;
import dev.redkit.io.AtomicOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a conversion writes: each is there whole, or not at all. */
final class ConvertOutput implements SplitSink.Opener, Closeable {
    private final String place;
    private final OutputStream stdout;
    private final Form form;
    private final Losses losses;
    private final Map<String, AtomicOutput> open = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * In which form.
     *
     * @param rdb for RDB files, else null
     * @param keysOnly whether only some keys were asked for, and nothing beside them
     * @param dry nothing is written
     */
    record Form(
            ConvertFormat format,
            RdbSink.Form rdb,
            boolean expiries,
            boolean keysOnly,
            boolean overwrite,
            boolean dry) {}

    ConvertOutput(String place, OutputStream stdout, Form form, Losses losses) {
        this.place = place;
        this.stdout = stdout;
        this.form = form;
        this.losses = losses;
    }

    /** The only file. */
    KeySink single() {
        return sink(stream("", place));
    }

    /** The stream of the only file, behind what its sink has written. */
    OutputStream stream() {
        return form.dry() ? OutputStream.nullOutputStream() : open.get("").stream();
    }

    @Override
    public KeySink open(String part) {
        return sink(stream(part, named(part)));
    }

    private OutputStream stream(String part, String name) {
        names.add(name);
        if (form.dry()) {
            return OutputStream.nullOutputStream();
        }
        AtomicOutput.Rule[] rules =
                form.overwrite() ? new AtomicOutput.Rule[] {AtomicOutput.Rule.OVERWRITE} : new AtomicOutput.Rule[0];
        AtomicOutput output = AtomicOutput.open(name, stdout, rules);
        open.put(part, output);
        return output.stream();
    }

    private KeySink sink(OutputStream out) {
        try {
            return form.rdb() != null ? new RdbSink(out, form.rdb(), losses) : new EntrySink(form, out, losses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code dump.rdb.gz} becomes {@code dump.db0.rdb.gz}. */
    private String named(String part) {
        int slash = place.lastIndexOf('/') + 1;
        int dot = place.indexOf('.', slash + 1);
        return dot < 0 ? place + "." + part : place.substring(0, dot) + "." + part + place.substring(dot);
    }

    @Override
    public void full(String part) throws IOException {
        AtomicOutput output = open.remove(part);
        if (output != null) {
            output.commit();
        }
    }

    /** Makes them the files that were asked for. */
    void commit() throws IOException {
        for (AtomicOutput output : open.values()) {
            output.commit();
        }
        open.clear();
    }

    List<String> names() {
        return names;
    }

    @Override
    public void close() {
        open.values().forEach(AtomicOutput::close);
    }
}
