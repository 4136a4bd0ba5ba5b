package dev.redkit.format.torch;

import dev.redkit.failure.BadInput;
import dev.redkit.format.ZipArchive;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The archive that {@code torch.save} has written since 1.6, and TorchScript: {@code NAME/data.pkl}, the storages as {@code
 * NAME/data/KEY}, and {@code NAME/byteorder}.
 */
final class ZippedTorch implements Storages, Closeable {
    static final String PICKLE = "data.pkl";

    private final ZipArchive archive;
    private final String prefix;
    private final boolean bigEndian;
    private final List<Closeable> spools = new ArrayList<>();

    private ZippedTorch(ZipArchive archive, String prefix, boolean bigEndian) {
        this.archive = archive;
        this.prefix = prefix;
        this.bigEndian = bigEndian;
    }

    static ZippedTorch open(Path file) throws IOException {
        ZipArchive archive = ZipArchive.open(file);
        try {
            String prefix = archive.names().stream()
                    .filter(ZippedTorch::isPickle)
                    .map(name -> name.substring(0, name.length() - PICKLE.length()))
                    .findFirst()
                    .orElseThrow(() -> new BadInput(file + " has no " + PICKLE));
            String order = prefix + "byteorder";
            boolean bigEndian = archive.names().contains(order)
                    && new String(archive.bytes(order, 64), StandardCharsets.US_ASCII).startsWith("big");
            return new ZippedTorch(archive, prefix, bigEndian);
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    static boolean isPickle(String member) {
        int slash = member.indexOf('/');
        return member.equals(PICKLE) || (member.endsWith("/" + PICKLE) && slash == member.lastIndexOf('/'));
    }

    /** The pickles in it, the one with the parameters first. */
    List<Region> pickles() throws IOException {
        List<Region> pickles = new ArrayList<>();
        pickles.add(pickle(prefix + PICKLE));
        for (String member : archive.names()) {
            if (member.endsWith(".pkl") && !member.equals(prefix + PICKLE)) {
                pickles.add(pickle(member));
            }
        }
        return pickles;
    }

    private Region pickle(String member) throws IOException {
        if (archive.stored(member).isPresent()) {
            archive.requireChecksum(member);
            return archive.stored(member).get();
        }
        try (InputStream in = archive.open(member)) {
            Region spooled = Spool.of(archive.name() + ":" + member, in);
            spools.add(spooled);
            return spooled;
        }
    }

    @Override
    public TensorData find(String key, long bytes) {
        String member = prefix + "data/" + key;
        if (archive.size(member) != bytes) {
            throw new BadInput("the storage " + member + " in " + archive.name() + " has " + archive.size(member)
                    + " bytes, but its pickle says " + bytes);
        }
        return archive.data(member);
    }

    @Override
    public boolean bigEndian() {
        return bigEndian;
    }

    @Override
    public void close() throws IOException {
        for (Closeable spool : spools) {
            spool.close();
        }
        archive.close();
    }
}
