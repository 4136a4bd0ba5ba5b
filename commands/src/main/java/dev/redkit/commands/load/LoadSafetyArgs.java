package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.UserFolders;
import dev.redkit.load.ErrorPolicy;
import dev.redkit.load.LoadPlan;
import dev.redkit.load.Selection;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;

/** The options that say which records are taken, and what to do about those that cannot be written. */
final class LoadSafetyArgs {

    /** What to do about a record that cannot be written. */
    private enum OnError {
        STOP,
        SKIP,
        REJECT
    }

    private final Arg onError;
    private final Arg rejects;
    private final Arg maxErrors;
    private final Arg checkpoint;
    private final Arg resume;
    private final Arg sample;
    private final Arg shard;

    LoadSafetyArgs(Syntax syntax) {
        syntax.section("When something goes wrong");
        onError = syntax.choice(
                OnError.class,
                "a record that cannot be written: end there (default), count it, or --rejects",
                "--on-error");
        rejects = syntax.path("FILE", "write rejected records there; load reads that file again", "--rejects");
        maxErrors = syntax.option("N|P%", "end when more records are rejected than that", "--max-errors");
        checkpoint = syntax.path(
                "FILE", "keep there how far it came (default: in $XDG_STATE_HOME/redkit/loads)", "--checkpoint");
        resume = syntax.flag("go on where an interrupted load of the same inputs stopped", "--resume");
        syntax.section("Which records");
        sample = syntax.option("N|P%", "only the first N of each input, or a share spread over it", "--sample");
        shard = syntax.option("I/N", "only the I-th of N equal parts", "--shard");
    }

    List<Arg> all() {
        return List.of(onError, rejects, maxErrors, checkpoint, resume, sample, shard);
    }

    LoadPlan.Safety safety() {
        return new LoadPlan.Safety(
                errors(),
                rejects.present() ? Path.of(rejects.text()) : null,
                checkpoint.present() ? Path.of(checkpoint.text()) : null,
                UserFolders.state(System.getenv()).resolve("loads"),
                resume.present());
    }

    /** What to do about rejected records. */
    String rejectsHint() {
        return rejects.present()
                ? "they are in " + rejects.text() + ": mend it, and load that file in the same way"
                : "--rejects FILE goes on and writes them to a file that can be mended and loaded";
    }

    private ErrorPolicy errors() {
        OnError choice = onError.choice(rejects.present() || maxErrors.present() ? OnError.REJECT : OnError.STOP);
        if (choice == OnError.REJECT && onError.present() && !rejects.present()) {
            throw new UsageError(
                    "--on-error reject needs --rejects FILE", "or --on-error skip, which only counts them");
        }
        if (choice == OnError.STOP) {
            return ErrorPolicy.STOP;
        }
        if (!maxErrors.present()) {
            return ErrorPolicy.GO_ON;
        }
        Matcher percent = Portion.PERCENT.matcher(maxErrors.text());
        return percent.matches()
                ? new ErrorPolicy(false, Long.MAX_VALUE, Double.parseDouble(percent.group(1)))
                : new ErrorPolicy(false, maxErrors.number(0, 0, Long.MAX_VALUE), 100);
    }

    Selection selection() {
        Portion portion = Portion.of(sample, Long.MAX_VALUE, shard);
        return new Selection(portion.count(), portion.share(), portion.part(), portion.parts());
    }
}
