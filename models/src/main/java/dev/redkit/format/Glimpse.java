package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A first look at a file: enough to see what it is. A directory looks empty. */
public final class Glimpse {
    private static final int HEAD = 4 << 10;

    private final Path path;
    private final byte[] head;
    private final long size;
    private List<String> members;

    private Glimpse(Path path, byte[] head, long size) {
        this.path = path;
        this.head = head;
        this.size = size;
    }

    public static Glimpse of(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new Glimpse(path, new byte[0], 0);
        }
        try (Region region = Region.of(path)) {
            byte[] head = region.bytes(0, (int) Math.min(HEAD, region.length()), "the beginning");
            return new Glimpse(path, head, region.length());
        }
    }

    public Path path() {
        return path;
    }

    public long size() {
        return size;
    }

    /** The name of the file alone. */
    public String fileName() {
        return path.getFileName() == null ? "" : path.getFileName().toString();
    }

    /** The first bytes. */
    public byte[] head() {
        return head.clone();
    }

    /** Whether it begins with these bytes, each given by a character below 256. */
    public boolean begins(String magic) {
        byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }

    public boolean isZip() {
        return begins("PK\3\4") || begins("PK\5\6");
    }

    /** What a zip archive holds; nothing when it is none, or a damaged one. */
    public List<String> zipMembers() {
        if (members == null) {
            members = isZip() ? names() : List.of();
        }
        return members;
    }

    private List<String> names() {
        try (ZipArchive archive = ZipArchive.open(path)) {
            return List.copyOf(archive.names());
        } catch (BadInput | IOException e) {
            return List.of();
        }
    }
}
