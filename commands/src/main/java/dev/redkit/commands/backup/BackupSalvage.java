package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.commands.Session;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Input;
import dev.redkit.rdb.RdbSalvage;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** {@code backup repair} of an RDB file. */
final class BackupSalvage {
    private static final int MOST_SHOWN = 100;

    private final Session session;

    BackupSalvage(Session session) {
        this.session = session;
    }

    /** @param out a file that is not there yet, or null to only look */
    void run(BackupFile backup, String out) {
        if (backup.parts().size() > 1) {
            throw new UsageError(backup.name() + " holds several RDB files", "name one of them");
        }
        RdbSalvage.Report report;
        try {
            report = salvage(backup.parts().get(0), out);
        } catch (IOException e) {
            throw new CannotWrite("cannot go on with " + backup.name() + ": " + Reason.of(e), null, e);
        }
        session.renderer().document(document(backup, out, report));
        judge(report);
    }

    /** Goes through the file here and there, so what is compressed or comes as a stream is laid down first. */
    private static RdbSalvage.Report salvage(BackupPart part, String out) throws IOException {
        Path laid = null;
        try (Input input = part.open()) {
            boolean there =
                    !input.isCompressed() && !part.place().equals("-") && Files.isRegularFile(Path.of(part.place()));
            if (!there) {
                laid = Files.createTempFile("redkit-salvage", ".rdb");
                Files.copy(input.stream(), laid, StandardCopyOption.REPLACE_EXISTING);
            }
            try (FileChannel file = FileChannel.open(there ? Path.of(part.place()) : laid)) {
                return copy(file, part.name(), out);
            }
        } finally {
            if (laid != null) {
                Files.deleteIfExists(laid);
            }
        }
    }

    private static RdbSalvage.Report copy(FileChannel file, String name, String out) throws IOException {
        if (out == null) {
            return RdbSalvage.copy(file, name, OutputStream.nullOutputStream());
        }
        try (AtomicOutput target = AtomicOutput.open(Path.of(out))) {
            RdbSalvage.Report report = RdbSalvage.copy(file, name, target.stream());
            target.commit();
            return report;
        }
    }

    private static Value document(BackupFile backup, String out, RdbSalvage.Report report) {
        List<Value> gaps = new ArrayList<>();
        for (RdbSalvage.Gap gap :
                report.gaps().subList(0, Math.min(report.gaps().size(), MOST_SHOWN))) {
            gaps.add(new Value.Fields()
                    .put("from", gap.from())
                    .put("to", gap.to())
                    .put("key", gap.key() == null ? Value.none() : Replies.ofBytes(gap.key()))
                    .put("why", gap.what())
                    .put("certainty", gap.sure() ? "only this key" : "further keys may be lost"));
        }
        return new Value.Fields()
                .put("from", backup.name())
                .put("to", out)
                .put("keys", report.kept())
                .put("damages", report.gaps().size())
                .put("bytes_left_out", BackupText.size(bytes(report)))
                .put("end", report.ended() ? "found" : "missing")
                .put("checksum", report.checksum() ? "right" : "wrong")
                .put("left_out", new Value.Items(gaps));
    }

    private static long bytes(RdbSalvage.Report report) {
        return report.gaps().stream().mapToLong(gap -> gap.to() - gap.from()).sum();
    }

    private void judge(RdbSalvage.Report report) {
        if (report.sound()) {
            session.console().note("nothing is wrong with it");
        } else if (!report.gaps().isEmpty()) {
            throw new Partial(
                    bytes(report) + " bytes in " + report.gaps().size()
                            + (report.gaps().size() == 1 ? " place" : " places") + " were left out; " + report.kept()
                            + " keys were saved",
                    "the original is as it was");
        } else if (report.ended()) {
            throw new Partial(
                    "every key could be read, but the checksum is wrong: some byte of some value is not what was written",
                    "which one cannot be told; compare with another backup: 'redkit backup diff'");
        }
    }
}
