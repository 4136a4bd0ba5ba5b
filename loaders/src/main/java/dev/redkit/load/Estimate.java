package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.record.Row;
import java.io.IOException;

/** Guesses from the first records what memory all of them will take on a server. */
final class Estimate {
    private static final int SAMPLE = 5_000;

    private Estimate() {}

    /** Bytes; 0 when nothing can be said, because an input can be read only once or its size is not known. */
    static long of(LoadPlan plan) {
        long all = 0;
        for (LoadInput input : plan.inputs()) {
            if (input.size() < 0) {
                return 0;
            }
            all += input.size();
        }
        Footprint footprint = new Footprint();
        long read = 0;
        try (Inputs inputs = new Inputs(plan.inputs(), Position.START)) {
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            Row row = rows.next();
            for (int i = 0; i < SAMPLE && row != null; i++) {
                if (row.fault() == null) {
                    rows.mapper().map(row, footprint);
                }
                read = inputs.file() > 0 ? read + row.rawLength() + 1 : row.end();
                row = rows.next();
            }
            if (row == null) {
                return footprint.bytes();
            }
        } catch (IOException e) {
            throw new BadInput("cannot read a sample: " + Reason.of(e), null, e);
        }
        return read == 0 ? 0 : (long) ((double) footprint.bytes() * all / read);
    }
}
