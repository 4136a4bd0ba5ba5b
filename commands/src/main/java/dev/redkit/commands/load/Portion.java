package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.failure.UsageError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much is taken of all there is: what {@code --sample} and {@code --shard} say.
 *
 * @param count at most so many; {@link Long#MAX_VALUE} for all
 * @param share the share taken, 1 for all
 * @param part which of {@link #parts}, from 0
 */
record Portion(long count, double share, int part, int parts) {
    static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)%");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    /** What was said; a sample has at most {@code most}. */
    static Portion of(Arg sample, long most, Arg shard) {
        long count = Long.MAX_VALUE;
        double share = 1;
        if (sample.present()) {
            Matcher percent = PERCENT.matcher(sample.text());
            if (percent.matches()) {
                share = Double.parseDouble(percent.group(1)) / 100;
            } else {
                count = sample.number(0, 1, most);
            }
        }
        if (share <= 0 || share > 1) {
            throw new UsageError("--sample: a share is more than 0% and at most 100%");
        }
        int which = 1;
        int parts = 1;
        if (shard.present()) {
            Matcher part = PART.matcher(shard.text());
            which = part.matches() ? Integer.parseInt(part.group(1)) : 0;
            parts = part.matches() ? Integer.parseInt(part.group(2)) : 0;
        }
        if (which < 1 || which > parts) {
            throw new UsageError("--shard: '" + shard.text() + "' is not one of N parts, from 1/N to N/N");
        }
        return new Portion(count, share, which - 1, parts);
    }
}
