package dev.redkit.commands.model;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Progress;
import dev.redkit.model.Import;
import dev.redkit.model.ImportOptions;
import dev.redkit.model.ModelStore;
import dev.redkit.tensor.Tensor;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/** The options of writing that {@code import} and {@code copy} share. */
final class ModelWriteArgs {
    private static final long LARGEST_CHUNK = 512L << 20;

    private final Arg dedupe;
    private final Arg spread;
    private final Arg chunk;
    private final Arg noHash;
    private final Arg grace;
    private final Arg reread;
    private final Arg noPublish;
    private final Arg ifCurrent;

    ModelWriteArgs(Syntax syntax) {
        syntax.section("When it becomes visible:");
        noPublish = syntax.flag("keep it as a version to which nothing points yet", "--no-publish");
        ifCurrent = syntax.option(
                "VERSION", "only if that version is current until the end ('none': no version is)", "--if-current");
        reread = syntax.flag("read everything back and compare it, before", "--reread");
        syntax.section("How it is kept:");
        dedupe = syntax.flag(
                "keep equal tensors once for all versions, and send only those that are not there", "--dedupe");
        spread = syntax.flag("spread the bytes over all masters of a cluster: a model larger than a node", "--spread");
        chunk = syntax.option("SIZE", "most bytes in one string (default 4mb)", "--chunk");
        noHash = syntax.flag("no SHA-256 of each tensor; each string has a CRC-32C still", "--no-hash");
        grace = syntax.option(
                "TIME", "how long what is unfinished stays when the import dies (default 10m)", "--grace");
    }

    ImportOptions options() {
        if (noHash.present() && dedupe.present()) {
            throw new UsageError("--dedupe knows equal tensors by their hash, so --no-hash cannot go with it");
        }
        long size = chunk.present() ? ByteSizes.parse(chunk.text()) : ImportOptions.CHUNK;
        if (size < 1 || size > LARGEST_CHUNK) {
            throw new UsageError("--chunk: a string has 1 byte to 512 MiB");
        }
        Duration stay = grace.duration(ImportOptions.DEFAULT.grace());
        if (stay.toMillis() < 1000) {
            throw new UsageError("--grace: less than a second is over before the import is");
        }
        return new ImportOptions(
                (int) size, spread.present(), dedupe.present(), !noHash.present(), stay, reread.present());
    }

    Import.Visibility visibility(String tag) {
        return new Import.Visibility(tag, tag == null && !noPublish.present(), ifCurrent.text());
    }

    /** Writes a version and says what was done. */
    static void run(Session session, ModelStore store, Import.Order order, ImportOptions options) {
        Progress progress = new Progress();
        progress.expect(
                order.content().tensors().stream().mapToLong(Tensor::bytes).sum());
        long start = System.nanoTime();
        session.cancellation().watch();
        Optional<Import.Report> report;
        try (ProgressMeter meter = session.meter("import", progress)) {
            Import work = new Import(store, options, progress, ModelPlace.clock());
            work.cancelledBy(session.cancellation()::requested);
            report = work.run(order, new SecureRandom());
        }
        if (report.isEmpty()) {
            session.console().note("interrupted: nothing was written");
            return;
        }
        session.renderer().document(ModelValues.report(report.get(), System.nanoTime() - start));
    }
}
