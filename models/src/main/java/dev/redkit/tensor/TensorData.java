package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where a tensor's bytes come from. They can be read any number of times, as long as their file is open. */
@FunctionalInterface
public interface TensorData {
    /** The bytes, little-endian and in C order. The caller closes the stream. */
    InputStream open() throws IOException;

    /** Where exactly these bytes lie in a file, when they do. */
    default Optional<Region> region() {
        return Optional.empty();
    }

    /** Some of these bytes. */
    default TensorData part(long start, long length) {
        return new TensorData() {
            @Override
            public InputStream open() throws IOException {
                InputStream in = TensorData.this.open();
                in.skipNBytes(start);
                return new Limited(in, length);
            }

            @Override
            public Optional<Region> region() {
                return TensorData.this.region().map(all -> all.slice(start, length, "a tensor"));
            }
        };
    }

    /** Bytes that lie in a file just as they are wanted. */
    static TensorData of(Region region) {
        return new TensorData() {
            @Override
            public InputStream open() {
                return region.open();
            }

            @Override
            public Optional<Region> region() {
                return Optional.of(region);
            }
        };
    }
}
