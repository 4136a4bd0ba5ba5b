package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.region.Region;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip archive as model files use them. The library reads the directory; the bytes are read here, because what is only
 * stored can stay where it lies in the file. Nothing is ever unpacked to a path, but names that try to escape are refused
 * all the same: no honest writer makes them.
 */
public final class ZipArchive implements AutoCloseable {
    private static final int MOST_MEMBERS = 1_000_000;

    /** Deflate packs 258 bytes into two bits at best. */
    private static final int MOST_INFLATION = 1032;

    private final Region file;
    private final ZipFile directory;
    private final Map<String, ZipArchiveEntry> members;

    private ZipArchive(Region file, ZipFile directory, Map<String, ZipArchiveEntry> members) {
        this.file = file;
        this.directory = directory;
        this.members = members;
    }

    public static ZipArchive open(Path path) throws IOException {
        Region file = Region.of(path);
        try {
            ZipFile directory =
                    ZipFile.builder().setSeekableByteChannel(file.channel()).get();
            return new ZipArchive(file, directory, members(file, directory));
        } catch (IOException | IllegalArgumentException | ArithmeticException | NegativeArraySizeException e) {
            file.close();
            throw damaged(file.name(), e);
        } catch (BadInput e) {
            file.close();
            throw e;
        }
    }

    private static BadInput damaged(String name, Exception e) {
        String reason = e instanceof IOException io ? Reason.of(io) : e.getMessage();
        return new BadInput("the directory of the zip archive " + name + " is damaged: " + reason, null, e);
    }

    private static Map<String, ZipArchiveEntry> members(Region file, ZipFile directory) {
        Map<String, ZipArchiveEntry> members = new LinkedHashMap<>();
        for (ZipArchiveEntry entry : Collections.list(directory.getEntries())) {
            String name = entry.getName();
            if (entry.isDirectory()) {
                continue;
            }
            if (escapes(name)) {
                throw BadInput.at(
                        file.name(), entry.getLocalHeaderOffset(), "a member would leave its folder: " + name);
            }
            if (members.put(name, entry) != null) {
                throw BadInput.at(file.name(), entry.getLocalHeaderOffset(), "there is a second member " + name);
            }
            if (members.size() > MOST_MEMBERS) {
                throw new BadInput(file.name() + " has more than " + MOST_MEMBERS + " members");
            }
        }
        return members;
    }

    private static boolean escapes(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.indexOf('\0') >= 0
                || ("/" + name + "/").contains("/../");
    }

    /** What to call it before a user. */
    public String name() {
        return file.name();
    }

    /** The names of its members, in the order of its directory. */
    public Set<String> names() {
        return Collections.unmodifiableSet(members.keySet());
    }

    /** How many bytes a member has when unpacked. */
    public long size(String member) {
        return entry(member).getSize();
    }

    /** Where the bytes of a member lie, when it is stored as it is. */
    public Optional<Region> stored(String member) {
        ZipArchiveEntry entry = entry(member);
        return entry.getMethod() == ZipEntry.STORED ? Optional.of(packed(entry)) : Optional.empty();
    }

    /** The bytes of a member, and where they lie when it is stored as it is. */
    public TensorData data(String member) {
        return new TensorData() {
            @Override
            public InputStream open() {
                return ZipArchive.this.open(member);
            }

            @Override
            public Optional<Region> region() {
                return stored(member);
            }
        };
    }

    /** The bytes of a member, whose checksum is compared when they end. The caller closes the stream. */
    public InputStream open(String member) {
        ZipArchiveEntry entry = entry(member);
        Region packed = packed(entry);
        InputStream plain;
        if (entry.getMethod() == ZipEntry.STORED) {
            plain = packed.open();
        } else if (entry.getMethod() == ZipEntry.DEFLATED) {
            plain = inflated(entry, packed);
        } else {
            throw BadInput.at(
                    file.name(), packed.offset(), member + " is packed in a way (" + entry.getMethod() + ") unknown");
        }
        return new CheckedMember(file.name() + ":" + member, plain, entry.getSize(), entry.getCrc());
    }

    private static InputStream inflated(ZipArchiveEntry entry, Region packed) {
        if (entry.getSize() / MOST_INFLATION > packed.length()) {
            throw BadInput.at(
                    packed.name(),
                    packed.offset(),
                    entry.getName() + " cannot have " + entry.getSize() + " bytes when it has " + packed.length()
                            + " packed");
        }
        Inflater inflater = new Inflater(true);
        return new InflaterInputStream(packed.open(), inflater, 32 << 10) {
            @Override
            public void close() throws IOException {
                inflater.end();
                super.close();
            }
        };
    }

    /** Reads a member to its end, for its checksum. */
    public void requireChecksum(String member) throws IOException {
        try (InputStream in = open(member)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** A small member on the heap. */
    public byte[] bytes(String member, int most) throws IOException {
        if (size(member) > most) {
            throw new BadInput(member + " in " + file.name() + " has " + size(member) + " bytes, more than the " + most
                    + " it may have");
        }
        try (InputStream in = open(member)) {
            return in.readAllBytes();
        }
    }

    private ZipArchiveEntry entry(String member) {
        ZipArchiveEntry entry = members.get(member);
        if (entry == null) {
            throw new BadInput("there is no member " + member + " in " + file.name());
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new BadInput(member + " in " + file.name() + " is encrypted");
        }
        return entry;
    }

    private Region packed(ZipArchiveEntry entry) {
        if (entry.getMethod() == ZipEntry.STORED && entry.getSize() != entry.getCompressedSize()) {
            throw BadInput.at(file.name(), entry.getLocalHeaderOffset(), "the two sizes of a stored member differ");
        }
        return file.slice(entry.getDataOffset(), entry.getCompressedSize(), "the member " + entry.getName());
    }

    @Override
    public void close() throws IOException {
        directory.close();
        file.close();
    }
}
