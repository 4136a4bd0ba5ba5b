package dev.redkit.grouping;

import dev.redkit.mapping.Change;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.HashEncoder;
import dev.redkit.rdb.StringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Counts: a key, or the fields of a hash, as the first change of the key has it. */
final class Counters {
    private final DumpPayload payload;
    private HashEncoder hash;
    private boolean plain;
    private long sum;

    Counters(DumpPayload payload) {
        this.payload = payload;
    }

    /** Says why a change cannot count, or null when it did. */
    String add(Change change) {
        boolean isPlain = change.count() == 1;
        if (hash == null && !plain) {
            plain = isPlain;
            hash = isPlain ? null : payload.hash();
        }
        if (plain != isPlain) {
            return plain
                    ? "the key is counted itself and cannot have counted fields too"
                    : "the key has counted fields and cannot be counted itself too";
        }
        return plain ? addPlain(change) : addFields(change);
    }

    private String addPlain(Change change) {
        OptionalLong amount = amount(change, 0);
        if (amount.isEmpty()) {
            return notWhole(change, 0);
        }
        long before = sum;
        sum += amount.getAsLong();
        if (((before ^ sum) & (amount.getAsLong() ^ sum)) < 0) {
            sum = before;
            return "the count would leave 64 bits";
        }
        StringEncoder text = payload.string();
        byte[] digits = Long.toString(sum).getBytes(StandardCharsets.US_ASCII);
        text.append(digits, 0, digits.length);
        return null;
    }

    private String addFields(Change change) {
        for (int i = 1; i < change.count(); i += 2) {
            if (amount(change, i).isEmpty()) {
                return notWhole(change, i);
            }
        }
        String fault = null;
        for (int i = 0; i + 1 < change.count(); i += 2) {
            long amount = amount(change, i + 1).getAsLong();
            if (!hash.add(change.array(i), change.offset(i), change.length(i), amount)) {
                fault = "the count of a field would leave 64 bits";
            }
        }
        return fault;
    }

    private static OptionalLong amount(Change change, int arg) {
        return NumberText.integer(change.array(arg), change.offset(arg), change.length(arg));
    }

    private static String notWhole(Change change, int arg) {
        String text = NumberText.text(change.array(arg), change.offset(arg), Math.min(40, change.length(arg)));
        return "the amount \"" + text + "\" is not a whole number of 64 bits";
    }
}
