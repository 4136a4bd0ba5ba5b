package dev.redkit.shelf;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What one backup is. Written when the backup is whole and was checked; it holds no secrets.
 *
 * @param name of the backup, unique on its shelf
 * @param target what was asked to be backed up, as a user would recognise it
 * @param mode standalone, sentinel or cluster
 * @param method how the data were taken
 * @param started when it began
 * @param seconds how long it took
 * @param redkit the version that took it
 * @param parts the data: one file for each server, or the files of an append-only folder
 * @param extras what lies beside the data: functions, users, configuration
 * @param leftOut what was wanted and could not be had, a sentence each
 */
public record Manifest(
        String name,
        String target,
        String mode,
        Method method,
        Instant started,
        double seconds,
        String redkit,
        List<Part> parts,
        List<Extra> extras,
        List<String> leftOut) {

    /** How the data of a backup were taken. */
    public enum Method {
        /** As a replica gets them: all keys of a server at one moment. */
        REPLICATION,
        /** Key by key, while others may write: no point in time. */
        SCAN,
        /** The append-only files of a server, as they lay there. */
        AOF
    }

    /**
     * Where a file of data came from.
     *
     * @param format the magic number of the RDB file
     * @param replicationId of the server's history; "" when it did not tell
     * @param offset in that history, or -1
     * @param slots of a cluster, as {@code 0-5460,9000}; "" outside of one
     */
    public record Origin(
            String server,
            String role,
            String flavour,
            String version,
            String format,
            String replicationId,
            long offset,
            String slots) {}

    /**
     * What is in a file of data.
     *
     * @param bytes plain, before compression
     * @param databases keys by the number of their database
     * @param types keys by type, in the words of TYPE
     */
    public record Content(
            long keys,
            long expiring,
            long functions,
            long bytes,
            Map<Integer, Long> databases,
            Map<String, Long> types) {}

    /**
     * A file of data.
     *
     * @param bytes as it lies there
     * @param sha256 of it as it lies there
     * @param compression none, gzip, zstd …
     */
    public record Part(
            String file,
            Origin origin,
            Content content,
            long bytes,
            String sha256,
            String compression,
            boolean sealed) {}

    /** A file beside the data. */
    public record Extra(String file, String what, long bytes, String sha256) {}

    public Manifest {
        parts = List.copyOf(parts);
        extras = List.copyOf(extras);
        leftOut = List.copyOf(leftOut);
    }

    /** Keys of all parts. */
    public long keys() {
        return parts.stream().mapToLong(part -> part.content().keys()).sum();
    }

    /** Bytes of all files as they lie there. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum()
                + extras.stream().mapToLong(Extra::bytes).sum();
    }

    /** Bytes of the data before compression. */
    public long plainBytes() {
        return parts.stream().mapToLong(part -> part.content().bytes()).sum();
    }
}
