package dev.redkit.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Where one tensor of a version is, and what it must be. The words of {@code dtype} are those of safetensors.
 *
 * @param place its place in the file it came from
 * @param sha256 of its bytes, in hexadecimal; null when the import was told not to hash
 * @param key the key of its bytes; of chunk I when there are several: {@code key:I}
 * @param crc32c of each chunk
 */
record TensorEntry(
        int place,
        String name,
        String dtype,
        List<Long> shape,
        String sha256,
        String key,
        Chunks chunks,
        int[] crc32c) {

    TensorEntry {
        shape = List.copyOf(shape);
    }

    /**
     * How bytes are cut into strings.
     *
     * @param bytes all together
     * @param size of each but the last
     */
    record Chunks(long bytes, int size) {
        Chunks {
            if (bytes < 0 || size < 1 || bytes / size >= Integer.MAX_VALUE) {
                throw new IllegalArgumentException(bytes + " bytes in chunks of " + size);
            }
        }

        int count() {
            return (int) Math.max(1, (bytes + size - 1) / size);
        }

        int length(int chunk) {
            return (int) Math.min(size, bytes - (long) chunk * size);
        }
    }

    /** The key of one chunk. */
    byte[] key(int chunk) {
        return key(key, chunks, chunk);
    }

    static byte[] key(String key, Chunks chunks, int chunk) {
        return Texts.bytes(chunks.count() == 1 ? key : key + ":" + chunk);
    }

    /** The keys of all chunks. */
    List<byte[]> keys() {
        List<byte[]> keys = new ArrayList<>(chunks.count());
        for (int chunk = 0; chunk < chunks.count(); chunk++) {
            keys.add(key(chunk));
        }
        return keys;
    }

    /** Whether other versions may use the same bytes. */
    boolean shared() {
        return sha256 != null && key.contains(":b:" + sha256);
    }

    /** What is kept of shared bytes in {@link ModelKeys#blobs}. */
    String blobMember() {
        return chunks.count() + " " + key;
    }
}
