package dev.redkit.rdb;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies a damaged file without what is damaged: every record before the damage, and every one behind it from the place
 * on where records can be made out again. Where a value is wrong inside but framed well, only its key is lost. What was
 * left out is told byte by byte, with how sure it is that what follows is not made up.
 */
public final class RdbSalvage {
    /** So many records have to follow each other, each of them sound, for the place to be believed. */
    private static final int RECORDS = 4;

    private static final int WINDOW = 8 * 1024;
    private static final int CHUNK = 64 * 1024;
    private static final int CHECKSUM = Long.BYTES;
    private static final int MOST_GAPS = 10_000;

    private final FileChannel file;
    private final String name;
    private final long size;
    private final Summed out;
    private final List<Gap> gaps = new ArrayList<>();
    private RdbFormat format;
    private int db;
    private long kept;
    private boolean ended;
    private boolean checksum;

    /**
     * Bytes that were left out.
     *
     * @param from the first of them in the (plain) file
     * @param to behind the last
     * @param key whose value was wrong, as far as it could be read; null when not even that is known
     * @param what was wrong
     * @param sure whether the end of the damaged value is known, so that nothing but this key is lost there
     */
    public record Gap(long from, long to, byte[] key, String what, boolean sure) {}

    /**
     * What came of it.
     *
     * @param kept keys that were copied
     * @param gaps what was not, in the order of the file
     * @param ended whether the file's own end was found
     * @param checksum whether the file's checksum was right, or there was none
     */
    public record Report(long kept, List<Gap> gaps, boolean ended, boolean checksum) {
        public Report {
            gaps = List.copyOf(gaps);
        }

        public boolean sound() {
            return gaps.isEmpty() && ended && checksum;
        }
    }

    private RdbSalvage(FileChannel file, String name, OutputStream out) throws IOException {
        this.file = file;
        this.name = name;
        this.size = file.size();
        this.out = new Summed(out);
    }

    /**
     * Copies what is sound.
     *
     * @param file with plain, uncompressed bytes
     * @param name what to call it in messages
     */
    public static Report copy(FileChannel file, String name, OutputStream out) throws IOException {
        return new RdbSalvage(file, name, out).run();
    }

    private Report run() throws IOException {
        format = RdbReader.open(from(0), name, WINDOW).format();
        out.write(format.magic().getBytes(StandardCharsets.ISO_8859_1));
        long at = Records.MAGIC;
        while (at >= 0 && at < size && !ended) {
            at = segment(at);
        }
        out.finish(format);
        return new Report(kept, gaps, ended, checksum);
    }

    /** Copies records from a place on, up to where one is wrong; says where to go on, or -1. */
    private long segment(long at) throws IOException {
        RdbReader reader = RdbReader.resumed(from(at), name, format, db);
        long good = at;
        String what;
        byte[] key = null;
        try {
            while (reader.next()) {
                key = reader.key();
                reader.check();
                kept++;
                good = at + reader.position();
                db = reader.db();
                key = null;
            }
            copy(at, good);
            return end(good, at + reader.position());
        } catch (BadInput e) {
            what = reader.problem().map(RdbProblem::what).orElse(e.getMessage());
        }
        copy(at, good);
        long framed = key == null ? -1 : framed(good);
        long next = framed >= 0 ? framed : search(good + 1);
        gap(new Gap(good, next < 0 ? size : next, key, what.replaceAll(",$", ""), framed >= 0));
        return next;
    }

    /** An end mark was found: the file's own, unless records follow. */
    private long end(long good, long end) throws IOException {
        long next = end < size ? search(good + 1) : -1;
        if (next < 0) {
            ended = true;
            judgeChecksum(end);
        } else {
            gap(new Gap(good, next, null, "an end mark with records behind it", false));
        }
        return next;
    }

    private void gap(Gap gap) {
        if (gaps.size() < MOST_GAPS) {
            gaps.add(gap);
        }
    }

    private void judgeChecksum(long end) throws IOException {
        if (!format.hasChecksum()) {
            checksum = true;
            return;
        }
        long sum = 0;
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < end - CHECKSUM; ) {
            buffer.clear().limit((int) Math.min(CHUNK, end - CHECKSUM - at));
            int got = file.read(buffer, at);
            sum = Crc64.update(sum, buffer.array(), 0, got);
            at += got;
        }
        long said = new Window(from(end - CHECKSUM), WINDOW).u64();
        checksum = said == 0 || said == sum;
    }

    /** Where the record that begins there ends by its frame alone, if another one follows; else -1. */
    private long framed(long at) throws IOException {
        RdbReader reader = RdbReader.resumed(from(at), name, format, db);
        try {
            reader.next();
            reader.skip();
            long end = at + reader.position();
            return plausible(end) ? end : -1;
        } catch (BadInput e) {
            return -1;
        }
    }

    /** The next place at which records follow each other. */
    private long search(long from) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = from; at < size; at += CHUNK) {
            chunk.clear();
            int got = file.read(chunk, at);
            for (int i = 0; i < got; i++) {
                if (mayBegin(chunk.get(i) & 0xff) && plausible(at + i)) {
                    return at + i;
                }
            }
        }
        return -1;
    }

    private boolean mayBegin(int code) {
        return code >= Opcodes.HASH_TEMPLATE || RdbType.of(code, format).isPresent();
    }

    private boolean plausible(long at) throws IOException {
        RdbReader reader = RdbReader.resumed(from(at), name, format, db);
        try {
            for (int i = 0; i < RECORDS; i++) {
                if (!reader.next()) {
                    return at + reader.position() == size;
                }
                reader.check();
            }
            return true;
        } catch (BadInput e) {
            return false;
        }
    }

    private void copy(long begin, long end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        for (long at = begin; at < end; ) {
            buffer.clear().limit((int) Math.min(CHUNK, end - at));
            int got = file.read(buffer, at);
            out.write(buffer.array(), 0, got);
            at += got;
        }
    }

    /** The file from there on; its own position stays where it is. */
    private InputStream from(long at) {
        return new BlockStream() {
            private long next = at;

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                int got = file.read(ByteBuffer.wrap(into, offset, length), next);
                next += Math.max(got, 0);
                return got;
            }
        };
    }

    /** Sums up what is written, for the end of the copy. */
    private static final class Summed {
        private final OutputStream out;
        private long sum;

        Summed(OutputStream out) {
            this.out = new BufferedOutputStream(out, CHUNK);
        }

        void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        void write(byte[] bytes, int offset, int length) throws IOException {
            sum = Crc64.update(sum, bytes, offset, length);
            out.write(bytes, offset, length);
        }

        void finish(RdbFormat format) throws IOException {
            write(new byte[] {(byte) Opcodes.EOF});
            if (format.hasChecksum()) {
                ByteBuffer end = ByteBuffer.allocate(CHECKSUM).order(ByteOrder.LITTLE_ENDIAN);
                out.write(end.putLong(sum).array());
            }
            out.flush();
        }
    }
}
