package dev.redkit.format.torch;

import dev.redkit.format.Glimpse;
import dev.redkit.pickle.Pickle;
import dev.redkit.region.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says which names the pickles in a file use, without giving any of them a meaning: what would it do, if it could? */
public final class PickleScan {
    private PickleScan() {}

    /**
     * What one pickle in the file has.
     *
     * @param pickle the file, and the place in it where the pickle begins
     */
    public record Found(String pickle, Pickle.Scan scan) {}

    /** Scans a file of PyTorch, or a bare pickle. */
    public static List<Found> of(Path file) throws IOException {
        Glimpse glimpse = Glimpse.of(file);
        if (glimpse.isZip()) {
            try (ZippedTorch zipped = ZippedTorch.open(file)) {
                return scanned(zipped.pickles());
            }
        }
        try (Region region = Region.of(file)) {
            return scanned(glimpse.begins(LegacyTorch.MAGIC) ? LegacyTorch.pickles(region) : List.of(region));
        }
    }

    private static List<Found> scanned(List<Region> pickles) {
        List<Found> found = new ArrayList<>();
        for (Region pickle : pickles) {
            found.add(new Found(pickle.name() + " at byte " + pickle.offset(), Pickle.scan(pickle)));
        }
        return found;
    }
}
