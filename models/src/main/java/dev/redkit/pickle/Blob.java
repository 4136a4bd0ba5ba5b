package dev.redkit.pickle;

import dev.redkit.region.Region;
import java.io.InputStream;

/**
 * Many bytes, left where they lie in the file.
 *
 * @param text they are a text in UTF-8 whose characters, all below 256, stand for the bytes, as older protocols do
 * @param length how many bytes they stand for; only a guess, never too low, for a text
 */
public record Blob(Region region, boolean text, long length) {
    /** The bytes themselves. */
    public InputStream open() {
        return text ? new Latin1Stream(region) : region.open();
    }
}
