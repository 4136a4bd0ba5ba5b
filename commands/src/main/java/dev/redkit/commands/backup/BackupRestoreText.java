package dev.redkit.commands.backup;

import dev.redkit.io.ByteSizes;
import dev.redkit.io.Durations;
import dev.redkit.lane.Pace;
import dev.redkit.render.Value;
import dev.redkit.restore.Restore;
import dev.redkit.restore.RestoreAccount;
import dev.redkit.restore.Survey;
import dev.redkit.restore.Verification;
import java.time.Duration;
import java.time.Instant;

/** What a restore says before and after. */
final class BackupRestoreText {
    /** A rough guess at what a server takes, nothing measured; the plan says that it is an estimate. */
    private static final double KEYS_PER_SECOND = 200_000;

    private static final double BYTES_PER_SECOND = 100e6;

    private BackupRestoreText() {}

    private static double seconds(Survey survey, Pace pace) {
        double byKeys = survey.keys() / Math.min(KEYS_PER_SECOND, pace.perSecond());
        return Math.max(byKeys, survey.bytes() / BYTES_PER_SECOND);
    }

    static Value.Fields plan(Survey survey, Restore.Clash clash, Pace pace) {
        Value.Fields types = new Value.Fields();
        survey.types().forEach(types::put);
        Value.Fields databases = new Value.Fields();
        survey.databases().forEach((db, keys) -> databases.put(Integer.toString(db), keys));
        return new Value.Fields()
                .put("keys", survey.keys())
                .put("other_keys", survey.otherKeys())
                .put("expired", survey.expired())
                .put("bytes", BackupText.size(survey.bytes()))
                .put("in_pieces", survey.big())
                .put("functions", survey.functions())
                .put(
                        "taken",
                        survey.created() < 0
                                ? null
                                : Instant.ofEpochSecond(survey.created()).toString())
                .put("types", types)
                .put("databases", databases)
                .put("asked_for", clash.asked())
                .put("there_already", clash.there())
                .put("estimated_seconds", Value.of(Math.ceil(seconds(survey, pace))));
    }

    static String sentence(Survey survey, Restore.Clash clash, Pace pace) {
        Duration time = Duration.ofSeconds((long) Math.ceil(seconds(survey, pace)));
        String conflicts = clash.there() == 0
                ? ""
                : "; of " + clash.asked() + " asked for, the server has " + clash.there() + " already";
        return survey.keys() + " keys, " + ByteSizes.format(survey.bytes()) + ", about " + Durations.format(time)
                + " on a near server" + conflicts;
    }

    static Value.Fields account(RestoreAccount account, Verification.Result seen, long nanos) {
        Value.Fields fields = new Value.Fields()
                .put("read", account.read())
                .put("restored", account.restored())
                .put("skipped", account.skipped())
                .put("rejected", account.rejected())
                .put("open", account.open())
                .put("conflicts", account.conflicts())
                .put("expired", account.expired())
                .put("dropped", account.dropped())
                .put("other_keys", account.otherKeys())
                .put("done_before", account.before())
                .put("functions", account.functions());
        if (seen != null) {
            fields.put("verified", seen.checked()).put("different", seen.different());
            fields.put("examples", Value.list(seen.examples()));
        }
        double seconds = nanos / 1e9;
        return fields.put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                .put("keys_per_second", Math.round(account.read() / seconds));
    }
}
