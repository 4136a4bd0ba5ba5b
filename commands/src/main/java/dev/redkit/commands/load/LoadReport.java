package dev.redkit.commands.load;

import dev.redkit.lane.LaneReport;
import dev.redkit.load.Account;
import dev.redkit.load.Load;
import dev.redkit.load.Verification;
import dev.redkit.render.Value;

/** What a load says at its end. */
final class LoadReport {
    private LoadReport() {}

    static Value.Fields fields(Load load, Verification.Result seen, long nanos) {
        Account.Figures account = load.account();
        LaneReport lanes = load.lanes();
        double seconds = nanos / 1e9;
        Value.Fields fields = new Value.Fields()
                .put("read", account.read())
                .put("written", account.written())
                .put("skipped", account.skipped())
                .put("rejected", account.rejected())
                .put("unconfirmed", account.unconfirmed())
                .put("lane", load.lane());
        if (lanes != null) {
            fields.put("commands", lanes.commands())
                    .put("retried", lanes.retried())
                    .put("resent", lanes.resent())
                    .put("reconnects", lanes.reconnects())
                    .put("bytes_sent", lanes.bytesSent());
        }
        if (load.renamed() > 0) {
            fields.put("renamed", load.renamed());
        }
        if (seen != null) {
            fields.put("verified", seen.checked()).put("different", seen.different());
        }
        return fields.put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                .put("records_per_second", Math.round(account.read() / seconds));
    }
}
