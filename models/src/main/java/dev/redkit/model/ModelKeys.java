package dev.redkit.model;

/**
 * The keys of one model, all in one slot by its hash tag:
 *
 * <pre>
 * model:{N}                        HASH    format, current, latest, alias:TAG …: all that ever changes
 * model:{N}:versions               ZSET    version, by the milliseconds of its completion
 * model:{N}:v:V                    HASH    manifest
 * model:{N}:v:V:index              HASH    tensor to JSON ({@link TensorEntry})
 * model:{N}:v:V:t:TENSOR[:CHUNK]   STRING  bytes, little-endian, C order
 * model:{N}:b:SHA256[.SIZE][:CHUNK]  STRING  the same, shared by all versions that have these bytes
 * model:{N}:blobs                  ZSET    "CHUNKS KEY" of shared bytes, by the milliseconds when they were last wanted
 * model:{N}:loading                ZSET    version whose spread bytes are persistent already, though it is not complete
 * model:{N}:events                 STREAM  what was done; also told on the channel model:{N}
 * </pre>
 *
 * With {@code spread} the bytes alone leave the slot: {@code model:N:v:V:t:…}.
 */
record ModelKeys(String prefix, String name) {
    static final String DEFAULT_PREFIX = "model";

    byte[] head() {
        return Texts.bytes(tagged());
    }

    byte[] versions() {
        return Texts.bytes(tagged() + ":versions");
    }

    byte[] manifest(String version) {
        return Texts.bytes(tagged() + ":v:" + version);
    }

    byte[] index(String version) {
        return Texts.bytes(tagged() + ":v:" + version + ":index");
    }

    byte[] blobs() {
        return Texts.bytes(tagged() + ":blobs");
    }

    byte[] loading() {
        return Texts.bytes(tagged() + ":loading");
    }

    byte[] events() {
        return Texts.bytes(tagged() + ":events");
    }

    String tensor(String version, String tensor, boolean spread) {
        return (spread ? prefix + ":" + name : tagged()) + ":v:" + version + ":t:" + tensor;
    }

    /** The size of the chunks is part of the name, where there are several: it is part of what the keys hold. */
    String blob(String sha256, TensorEntry.Chunks chunks, boolean spread) {
        String size = chunks.count() == 1 ? "" : "." + chunks.size();
        return (spread ? prefix + ":" + name : tagged()) + ":b:" + sha256 + size;
    }

    private String tagged() {
        return prefix + ":{" + name + "}";
    }
}
