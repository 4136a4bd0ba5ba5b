package dev.redkit.backup;

import dev.redkit.aof.AofCheck;
import dev.redkit.aof.AofProblem;
import dev.redkit.aof.AofReader;
import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether one part of a backup is sound, and as much of what is in it as was seen on the way.
 *
 * @param name of the part
 * @param what was wrong, or null
 * @param offset of that in the part's plain bytes, or -1
 * @param keys what an RDB file holds; null for a file of commands
 * @param file what a file of commands holds, and how far it is whole; null for an RDB file
 */
public record BackupCheck(
        String name, Verdict verdict, String what, long offset, FileSummary keys, AofCheck.File file) {
    private static final long NONE = -1;

    public BackupCheck {
        // What is wrong is told as the beginning of a sentence that goes on with the place.
        what = what == null ? null : what.replaceAll(",$", "");
    }

    /**
     * Reads an RDB file to its end. What is wrong with it becomes a verdict.
     *
     * @param deep to look into every value, and not only for where it ends
     */
    public static BackupCheck rdb(BackupPart part, boolean deep, Progress progress) throws IOException {
        try (Input input = part.open().reportTo(progress)) {
            FileSummary summary = FileSummary.check(input.stream(), part.name(), deep);
            Optional<RdbProblem> problem = summary.problem();
            return new BackupCheck(
                    part.name(),
                    summary.verdict(),
                    problem.map(RdbProblem::what).orElse(null),
                    problem.map(RdbProblem::offset).orElse(NONE),
                    summary,
                    null);
        } catch (BadInput e) {
            // What the file is wrapped in is broken: a compression.
            return broken(part.name(), e);
        }
    }

    /** Reads an append-only file to its end: a check for each of its files. */
    public static List<BackupCheck> aof(BackupFile backup, boolean deep, Progress progress) throws IOException {
        AofCheck check;
        if (backup.manifest() == null) {
            try (AofReader reader = backup.aof()) {
                check = AofCheck.of(reader, deep, progress);
            }
        } else {
            check = AofCheck.of(backup.manifest().file(), deep, progress);
        }
        List<BackupCheck> checks = new ArrayList<>();
        for (int i = 0; i < check.files().size(); i++) {
            checks.add(of(check, i, backup.parts().get(i).name()));
        }
        if (checks.isEmpty()) {
            checks.add(of(check, new AofCheck.File("", null, null, 0, 0, 0, 0), backup.name()));
        }
        return checks;
    }

    private static BackupCheck of(AofCheck check, int index, String name) {
        return of(check, check.files().get(index), name);
    }

    private static BackupCheck of(AofCheck check, AofCheck.File file, String name) {
        Optional<AofProblem> problem = check.problem().filter(one -> one.file().equals(name) || file.role() == null);
        if (problem.isPresent()) {
            AofProblem found = problem.get();
            return new BackupCheck(name, verdict(found), found.what(), found.offset(), null, file);
        }
        boolean unplaced = check.failure().isPresent() && check.problem().isEmpty();
        String why = check.failure().orElse(null);
        return new BackupCheck(name, unplaced ? Verdict.DAMAGED : Verdict.OK, unplaced ? why : null, NONE, null, file);
    }

    private static Verdict verdict(AofProblem problem) {
        return Verdict.of(new RdbProblem(problem.kind(), problem.offset(), problem.what()));
    }

    /** What is no backup at all, or is in a wrapping that cannot be undone. */
    public static BackupCheck broken(String name, BadInput why) {
        return new BackupCheck(name, Verdict.DAMAGED, why.getMessage(), NONE, null, null);
    }

    /** One sentence: what is wrong and where. */
    public String sentence() {
        return switch (verdict) {
            case OK -> name + " is ok";
            case DAMAGED -> name + " is damaged" + place();
            case TRUNCATED -> name + " is truncated" + place();
            case NEWER -> name + " is newer than this redkit knows" + place();
        };
    }

    private String place() {
        return (offset < 0 ? "" : " at byte " + offset) + ": " + what;
    }
}
