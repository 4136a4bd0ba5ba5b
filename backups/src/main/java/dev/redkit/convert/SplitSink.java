package dev.redkit.convert;

import dev.redkit.failure.UsageError;
import dev.redkit.rdb.RdbReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deals keys out to several files. Libraries of functions go into each. */
public final class SplitSink implements KeySink {
    private final Split split;
    private final Opener opener;
    private final Losses losses;
    private final Map<String, KeySink> open = new LinkedHashMap<>();
    private final List<byte[]> functions = new ArrayList<>();
    private KeySink current;
    private int number;

    /** Makes the files. */
    public interface Opener {
        /** Starts the file with that word in its name. */
        KeySink open(String part) throws IOException;

        /** A file is complete and nothing more comes for it. */
        void full(String part) throws IOException;
    }

    public SplitSink(Split split, Opener opener, Losses losses) throws IOException {
        this.split = split;
        this.opener = opener;
        this.losses = losses;
        for (String part : split.expected()) {
            sink(part);
        }
    }

    @Override
    public void function(byte[] source) throws IOException {
        functions.add(source);
        for (KeySink sink : open.values()) {
            sink.function(source);
        }
    }

    @Override
    public boolean key(RdbReader reader) throws IOException {
        if (split.by() == Split.By.SIZE) {
            return bySize(reader);
        }
        String part = split.part(reader);
        if (part == null) {
            losses.leftOut("keys in slots of none of the ranges");
            return false;
        }
        return sink(part).key(reader);
    }

    private boolean bySize(RdbReader reader) throws IOException {
        if (current == null) {
            number++;
            current = sink(Integer.toString(number));
        }
        boolean written = current.key(reader);
        if (current.bytes() >= split.size()) {
            String part = Integer.toString(number);
            try (KeySink done = open.remove(part)) {
                done.end();
            }
            opener.full(part);
            current = null;
        }
        return written;
    }

    private KeySink sink(String part) throws IOException {
        KeySink sink = open.get(part);
        if (sink == null) {
            if (open.size() == Split.MOST_FILES) {
                throw new UsageError(
                        "that would be more than " + Split.MOST_FILES + " files",
                        "filter first (--pattern, --db), or split by slot or size");
            }
            sink = opener.open(part);
            open.put(part, sink);
            for (byte[] source : functions) {
                sink.function(source);
            }
        }
        return sink;
    }

    @Override
    public void end() throws IOException {
        for (Map.Entry<String, KeySink> one : open.entrySet()) {
            one.getValue().end();
            one.getValue().close();
            opener.full(one.getKey());
        }
        open.clear();
    }

    @Override
    public long bytes() {
        return -1;
    }

    @Override
    public void close() throws IOException {
        for (KeySink sink : open.values()) {
            sink.close();
        }
    }
}
