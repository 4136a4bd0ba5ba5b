package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Makes a copy of an append-only file that ends at a point in time or at a byte, or lacks some commands. The files are
 * read twice, once for the {@link #plan} and once for the copy, and are never changed. The copy is a folder with a
 * manifest of its own, whatever the original was, and it never ends inside a transaction.
 */
public final class AofCut {
    private final AofSet set;
    private final CutRules rules;
    private CutPlan plan;

    private AofCut(AofSet set, CutRules rules) {
        this.set = set;
        this.rules = rules;
    }

    /** Of a folder, a manifest or a single file. */
    public static AofCut of(Path place, CutRules rules) {
        AofCut cut = new AofCut(AofSet.of(place), rules);
        if (rules.file() != null
                && cut.set.parts().stream().noneMatch(part -> part.name().equals(rules.file()))) {
            throw new UsageError(
                    "there is no file " + rules.file() + " in " + place,
                    "it is one of "
                            + String.join(
                                    ", ",
                                    cut.set.parts().stream().map(AofPart::name).toList()));
        }
        return cut;
    }

    /** What would become of it. Reads everything. */
    public CutPlan plan(Progress progress) throws IOException {
        CutWalk walk = new CutWalk(set, rules, (part, from, to) -> {});
        plan = walk.run(progress);
        if (rules.hasTime()) {
            demandTimes(walk);
        } else if (rules.file() != null && plan.cut().isEmpty() && !walk.reached()) {
            throw new UsageError(rules.file() + " has no byte " + rules.offset());
        }
        if (plan.cut().isEmpty() && plan.dropped().isEmpty() && !rules.drops().isEmpty()) {
            throw new UsageError(
                    "no command in " + set.name() + " matches " + rules.drops().get(0),
                    "'redkit backup timeline' lists the commands that are there");
        }
        return plan;
    }

    private void demandTimes(CutWalk walk) {
        if (!walk.timed()) {
            throw new BadInput(
                    "there are no timestamps in " + set.name() + ", so nobody knows what was done when",
                    "cut it with --before-offset; a server notes times with aof-timestamp-enabled yes");
        }
        if (walk.baseTime() > rules.until()) {
            throw new BadInput(
                    "the base of " + set.name() + " was written at " + Instant.ofEpochSecond(walk.baseTime())
                            + ", after " + Instant.ofEpochSecond(rules.until()) + ": what it holds cannot be parted",
                    "look for an older backup");
        }
    }

    /** Writes the copy, as planned, into a folder that is not there yet. */
    public void copy(Path out, Progress progress) throws IOException {
        CutPlan made = plan == null ? plan(new Progress()) : plan;
        try (AofFolder folder = AofFolder.create(out);
                RangeCopy copy = new RangeCopy(folder)) {
            new CutWalk(set, rules, copy).run(progress);
            copy.close();
            folder.manifest(
                    set.manifestName(),
                    made.files().stream()
                            .filter(file -> file.fate() != CutPlan.Fate.LEFT_OUT)
                            .map(file -> set.inCopy(file.part()))
                            .toList());
            folder.commit();
        }
    }
}
