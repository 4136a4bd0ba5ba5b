package dev.redkit.mapping;

import dev.redkit.record.Row;

/** Sets when the key of a change expires. */
final class Expires {
    private final Expiry expiry;
    private final Piece at;
    private final Verdict verdict;
    private final Bytes arena = new Bytes();
    private final Slice slice = new Slice();

    Expires(Expiry expiry, Piece at, Verdict verdict) {
        this.expiry = expiry;
        this.at = at;
        this.verdict = verdict;
    }

    Outcome set(Row row, Change change) {
        if (expiry.fieldTtlMillis() != Change.NO_EXPIRY && change.structure() == Structure.HASH) {
            change.fieldTtl(expiry.fieldTtlMillis());
        }
        if (at != null) {
            arena.clear();
            at.render(row, arena, slice);
            if (!slice.isNull() && !slice.isEmpty()) {
                long millis = ValueText.unixMillis(slice);
                if (millis <= 0) {
                    return verdict.reject("--expire-at is no time after 1970: " + ValueText.shown(slice));
                }
                change.expireAt(millis);
                return Outcome.MAPPED;
            }
        }
        if (expiry.ttlMillis() != Change.NO_EXPIRY) {
            change.ttl(expiry.ttlMillis());
        }
        return Outcome.MAPPED;
    }
}
