package dev.redkit.format.tensorflow;

import dev.redkit.format.protobuf.MessageWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** Writes a {@link Table}, as TensorFlow does: blocks of 256 KB, not compressed. Keys come sorted. */
final class TableWriter {
    private static final int BLOCK = 256 << 10;
    private static final int BETWEEN_RESTARTS = 16;

    private final OutputStream out;
    private final Block index = new Block();
    private Block block = new Block();
    private long at;

    TableWriter(OutputStream out) {
        this.out = out;
    }

    void add(byte[] key, byte[] value) throws IOException {
        block.add(key, value);
        if (block.entries.size() >= BLOCK) {
            endBlock(block.last);
        }
    }

    private void endBlock(byte[] separator) throws IOException {
        index.add(separator, write(block));
        block = new Block();
    }

    /** The shortest key that is greater. */
    private static byte[] successor(byte[] key) {
        for (int i = 0; i < key.length; i++) {
            if (key[i] != -1) {
                byte[] greater = Arrays.copyOf(key, i + 1);
                greater[i]++;
                return greater;
            }
        }
        return key;
    }

    void finish() throws IOException {
        if (block.count > 0) {
            endBlock(successor(block.last));
        }
        byte[] metaIndex = write(new Block());
        byte[] footer = new byte[Table.FOOTER];
        ByteBuffer.wrap(footer)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(metaIndex)
                .put(write(index))
                .putLong(Table.FOOTER - Long.BYTES, Table.MAGIC);
        out.write(footer);
    }

    /** Where it stands then. */
    private byte[] write(Block which) throws IOException {
        byte[] bytes = which.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        crc.update(0);
        out.write(bytes);
        out.write(ByteBuffer.allocate(Table.TRAILER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0)
                .putInt(MaskedCrc.of(crc))
                .array());
        byte[] handle = new MessageWriter().varint(at).varint(bytes.length).toBytes();
        at += bytes.length + Table.TRAILER;
        return handle;
    }

    private static final class Block {
        private final ByteArrayOutputStream entries = new ByteArrayOutputStream();
        private final List<Integer> restarts = new ArrayList<>(List.of(0));
        private byte[] last = new byte[0];
        private int count;

        void add(byte[] key, byte[] value) {
            int shared = 0;
            if (count > 0 && count % BETWEEN_RESTARTS == 0) {
                restarts.add(entries.size());
            } else {
                while (shared < Math.min(last.length, key.length) && last[shared] == key[shared]) {
                    shared++;
                }
            }
            entries.writeBytes(new MessageWriter()
                    .varint(shared)
                    .varint(key.length - shared)
                    .varint(value.length)
                    .toBytes());
            entries.write(key, shared, key.length - shared);
            entries.writeBytes(value);
            last = key;
            count++;
        }

        byte[] toBytes() {
            ByteBuffer bytes = ByteBuffer.allocate(entries.size() + (restarts.size() + 1) * Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(entries.toByteArray());
            restarts.forEach(bytes::putInt);
            return bytes.putInt(restarts.size()).array();
        }
    }
}
