package dev.redkit.restore;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.KeyFilter;
import dev.redkit.io.Progress;
import dev.redkit.lane.Incidents;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Pace;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A restore to be described in a few words. */
final class Given implements RestoreListener {
    private final Path backup;
    private KeyFilter filter = KeyFilter.ALL;
    private OnConflict onConflict = OnConflict.parse("fail");
    private Ttl ttl = Ttl.KEEP;
    private IntUnaryOperator databases = IntUnaryOperator.identity();
    private KeyNames names = KeyNames.SAME;
    private Masks masks = Masks.NONE;
    private Path checkpoint;
    private boolean resume;
    private Duration patience = Duration.ofSeconds(20);
    private Pace pace = Pace.UNLIMITED;
    Restore restore;
    final List<String> rejected = new ArrayList<>();
    final List<String> notes = new ArrayList<>();

    private Given(Path backup) {
        this.backup = backup;
    }

    static Given backup(Path backup) {
        return new Given(backup);
    }

    Given filter(KeyFilter value) {
        filter = value;
        return this;
    }

    Given onConflict(String value) {
        onConflict = OnConflict.parse(value);
        return this;
    }

    Given ttl(Ttl value) {
        ttl = value;
        return this;
    }

    Given databases(IntUnaryOperator value) {
        databases = value;
        return this;
    }

    Given rename(String... rules) {
        names = KeyNames.parse(List.of(rules));
        return this;
    }

    Given mask(String... rules) {
        masks = new Masks(List.of(rules).stream().map(Mask::parse).toList(), Pseudonyms.ofThisRun());
        return this;
    }

    Given checkpoint(Path value, boolean goOn) {
        checkpoint = value;
        resume = goOn;
        return this;
    }

    Given patience(Duration value) {
        patience = value;
        return this;
    }

    Given perSecond(double value) {
        pace = Pace.UNLIMITED.rate(value, Pace.Unit.PLACES);
        return this;
    }

    Restore prepared() {
        RestoreSpec spec =
                new RestoreSpec(filter, onConflict, ttl, databases, names, masks, true, InstantSource.system());
        restore = new Restore(BackupFile.of(backup), spec, this, new Progress());
        return restore;
    }

    RestoreAccount into(Target target) {
        Restore prepared = prepared();
        LaneLimits limits = new LaneLimits(LaneLimits.DEFAULT.bytes(), LaneLimits.DEFAULT.commands(), patience);
        Incidents quiet = Incidents.IGNORED;
        try (Redis redis = Redis.open(target)) {
            prepared.into(
                    redis, new RestoreDelivery(1, limits, Duration.ofSeconds(10), pace, quiet, checkpoint, resume));
        }
        return prepared.account();
    }

    Verification.Result verified(Target target) {
        try (Redis redis = Redis.open(target)) {
            return restore.verify(redis, 1);
        }
    }

    @Override
    public void rejected(int db, byte[] key, String reason) {
        rejected.add(new String(key, StandardCharsets.UTF_8) + ": " + reason);
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }
}
