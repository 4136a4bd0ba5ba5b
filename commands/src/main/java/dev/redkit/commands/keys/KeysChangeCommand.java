package dev.redkit.commands.keys;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.io.Rates;
import dev.redkit.keys.ChangeCheckpoint;
import dev.redkit.keys.ChangeTally;
import dev.redkit.keys.KeyAction;
import dev.redkit.keys.KeyChange;
import dev.redkit.keys.KeyPlan;
import dev.redkit.keys.KeyQuery;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.restore.KeyNames;
import dev.redkit.take.KeysTake;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit keys delete} and its kin: find keys, say which, ask, and then do it to each of them. */
final class KeysChangeCommand implements Action {
    private final Session session;
    private final Kind kind;
    private final KeysFilterArgs filter;
    private Arg in;
    private Arg spread;
    private Arg rename;
    private Arg replace;
    private Arg backup;
    private final Arg rate;
    private final Arg checkpoint;
    private final Arg resume;

    /** What is done to the keys. */
    enum Kind {
        DELETE("Delete keys (DEL)"),
        UNLINK("Delete keys, in the background of the server (UNLINK)"),
        EXPIRE("Give keys a time to live"),
        PERSIST("Take the time to live of keys away"),
        RENAME("Give keys other names"),
        COPY("Copy keys under other names");

        private final String summary;

        Kind(String summary) {
            this.summary = summary;
        }

        String summary() {
            return summary;
        }

        private boolean removes() {
            return this == DELETE || this == UNLINK || this == EXPIRE;
        }

        private boolean names() {
            return this == RENAME || this == COPY;
        }
    }

    KeysChangeCommand(Syntax syntax, Session session, Kind kind) {
        this.session = session;
        this.kind = kind;
        describe(syntax);
        filter = new KeysFilterArgs(syntax);
        syntax.section("What to do");
        if (kind == Kind.EXPIRE) {
            in = syntax.option("TIME", "how long they are to live from now on: 1h, 7d", "--in");
            spread = syntax.option("TIME", "up to so much longer, differently for each key", "--spread");
        }
        if (kind.names()) {
            rename = syntax.option(
                    "OLD=NEW", "new names, with a star for what stays: 'old:*=new:*'; again for more", "--rename");
        }
        if (kind == Kind.COPY) {
            replace = syntax.flag("replace keys that have the new name", "--replace");
        }
        if (kind.removes()) {
            backup = syntax.path(
                    "FILE.rdb", "write the keys there first; only those that are in it are changed", "--backup");
        }
        rate = syntax.option("N/s", "change at most so many keys in a second: 5k/s", "--rate");
        checkpoint = syntax.path("FILE", "note there how far it has come, for --resume", "--checkpoint");
        resume = syntax.flag("go on where --checkpoint says", "--resume");
    }

    private void describe(Syntax syntax) {
        String plan =
                "The keys are looked for first; how many there are, and some of them, is said before you are asked"
                        + " (--yes: not asked; --dry-run: that is all). ";
        syntax.description(
                kind.summary() + ", of a server or of all masters of a cluster.",
                plan
                        + "Just before its turn each key is looked at again: one that no longer fits the conditions is left"
                        + " alone."
                        + (kind.removes()
                                ? " With --backup the keys are written to an RDB file, which is on the disk and was read"
                                        + " again before the first is changed; 'redkit backup restore' gives them back. A"
                                        + " key that somebody writes to after its backup is left as it is, and"
                                        + " named."
                                : "")
                        + (kind.names()
                                ? " In a cluster a key and its new name have to be in the same slot: the rest is refused."
                                : ""),
                "What was done is noted in $XDG_STATE_HOME/redkit/audit.log. Exit code 4 when some keys could not be dealt"
                        + " with.");
        switch (kind) {
            case DELETE, UNLINK ->
                syntax.examples(
                        "redkit keys " + verb() + " 'session:*' --dry-run",
                        "redkit keys delete 'session:*' --no-ttl --backup dead.rdb --yes",
                        "redkit keys unlink --where 'idle > 2592000 && memory > 10000' --rate 2k/s --checkpoint old.cp");
            case EXPIRE -> syntax.examples("redkit keys expire 'session:*' --no-ttl --in 7d --spread 1d");
            case PERSIST -> syntax.examples("redkit keys persist 'user:*'");
            case RENAME -> syntax.examples("redkit keys rename 'old:*' --rename 'old:*=new:*'");
            case COPY -> syntax.examples("redkit keys copy 'app:*' --rename 'app:*=test:*' --replace");
        }
    }

    @Override
    public void run() {
        KeyQuery query = filter.query();
        if (query.isEverything()) {
            throw new UsageError("say which keys are meant", "'*' is all of them");
        }
        if (resume.present() && !checkpoint.present()) {
            throw new UsageError("--resume needs the --checkpoint that it goes on from");
        }
        KeyAction action = action();
        double most = rate.present() ? Rates.parse(rate.text()) : Double.POSITIVE_INFINITY;
        ChangeCheckpoint notes = checkpoint.present()
                ? new ChangeCheckpoint(path(checkpoint), line() + " on " + session.target())
                : null;
        KeyPlan plan = resume.present() ? KeyPlan.resume(notes, isBackedUp() ? path(backup) : null) : null;
        KeysRun run = new KeysRun(session);
        try (KeyPlan whole = plan == null ? find(query, run, notes) : plan) {
            carryOut(whole, run, query, action, most);
        }
    }

    private KeyAction action() {
        return switch (kind) {
            case DELETE -> KeyAction.delete(false);
            case UNLINK -> KeyAction.delete(true);
            case PERSIST -> KeyAction.persist();
            case RENAME -> KeyAction.rename(names());
            case COPY -> KeyAction.copy(names(), replace.present());
            case EXPIRE -> {
                if (!in.present()) {
                    throw new UsageError("say how long they are to live", "--in 7d");
                }
                yield KeyAction.expire(
                        in.duration(Duration.ZERO).toMillis(),
                        spread.duration(Duration.ZERO).toMillis());
            }
        };
    }

    private KeyNames names() {
        if (!rename.present()) {
            throw new UsageError("say what the new names are", "--rename 'old:*=new:*'");
        }
        return KeyNames.parse(rename.all());
    }

    private static Path path(Arg arg) {
        try {
            return Path.of(arg.text());
        } catch (InvalidPathException e) {
            throw new UsageError(arg.name() + ": '" + arg.text().replace("\0", "\\0") + "' is not a path", null, e);
        }
    }

    /** The command, without what says only how to go about it: for the log, and for whoever goes on with it. */
    private String line() {
        StringBuilder text = new StringBuilder("keys ").append(verb()).append(filter.words());
        for (Arg arg : new Arg[] {in, spread, rename, backup}) {
            if (arg != null) {
                arg.all()
                        .forEach(word -> text.append(' ')
                                .append(arg.name())
                                .append(" '")
                                .append(word)
                                .append('\''));
            }
        }
        text.append(replace != null && replace.present() ? " --replace" : "");
        return text.toString();
    }

    private String verb() {
        return Arg.word(kind);
    }

    private KeyPlan find(KeyQuery query, KeysRun run, ChangeCheckpoint notes) {
        KeyPlan plan = KeyPlan.begin(notes);
        run.scan(query, plan::add);
        plan.end();
        return plan;
    }

    private void carryOut(KeyPlan plan, KeysRun run, KeyQuery query, KeyAction action, double most) {
        if (session.cancellation().requested()) {
            plan.drop();
            session.console().note("interrupted: nothing was changed");
            return;
        }
        if (session.dryRun()) {
            plan.drop();
            session.renderer().document(planned(plan, run));
            judge(run);
            return;
        }
        if (plan.keys() == 0) {
            plan.drop();
            session.console().note("no key fits: nothing was changed");
            session.renderer().document(done(plan, new ChangeTally(), action));
            judge(run);
            return;
        }
        say(plan);
        consent(plan);
        backUp(plan);
        if (session.cancellation().requested()) {
            return;
        }
        change(plan, query, action, most);
        judge(run);
    }

    private void judge(KeysRun run) {
        if (run.report() != null) {
            run.judge();
        }
    }

    private Value.Fields planned(KeyPlan plan, KeysRun run) {
        Value.Fields fields = new Value.Fields().put("would", verb()).put("keys", plan.keys());
        if (run.report() != null) {
            fields.put("scanned", run.report().named());
        }
        if (plan.place() != null) {
            fields.put("dealt_with_already", plan.place().dealt());
        }
        return fields.put("some_of_them", sample(plan));
    }

    private static Value sample(KeyPlan plan) {
        return names(plan.sample());
    }

    private static Value names(List<byte[]> some) {
        List<Value> names = new ArrayList<>();
        some.forEach(name -> names.add(Replies.ofBytes(name)));
        return new Value.Items(names);
    }

    private void say(KeyPlan plan) {
        long left =
                plan.place() == null ? plan.keys() : plan.keys() - plan.place().dealt();
        session.console().note(verb() + " " + left + " keys, such as " + Renderer.json(sample(plan)));
    }

    private void consent(KeyPlan plan) {
        try {
            session.console()
                    .confirm("'keys " + verb() + "' of " + plan.keys() + " keys on "
                            + (session.isProtected() ? "the protected " : "") + session.target());
        } catch (RuntimeException e) {
            plan.drop();
            throw e;
        }
    }

    private boolean isBackedUp() {
        return backup != null && backup.present();
    }

    private void backUp(KeyPlan plan) {
        if (!isBackedUp()) {
            return;
        }
        if (plan.place() != null) {
            if (!Files.exists(path(backup))) {
                throw new UsageError(
                        backup.text() + ", which the first run has written, is not there", "leave --resume out");
            }
            return;
        }
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        KeysTake take = new KeysTake(
                session.redis(), progress, note -> session.console().warn(note));
        session.cancellation().onRequest(take::cancel);
        long before = plan.keys();
        try (ProgressMeter meter = session.meter("back up", progress)) {
            plan.backUp(path(backup), take);
        } catch (RuntimeException e) {
            plan.drop();
            throw e;
        }
        session.console()
                .note(plan.keys() + " keys are in " + backup.text()
                        + (before == plan.keys()
                                ? ""
                                : ", " + (before - plan.keys()) + " are not and stay as they are"));
    }

    private void change(KeyPlan plan, KeyQuery query, KeyAction action, double most) {
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        KeyChange change = new KeyChange(session.redis(), query, action, most, progress);
        session.cancellation().onRequest(change::cancel);
        try (ProgressMeter meter = session.meter(verb(), progress)) {
            change.run(plan);
        } finally {
            session.audited(line(), change.tally().changed());
            session.renderer().document(done(plan, change.tally(), action));
        }
        ChangeTally tally = change.tally();
        if (tally.dealt() < plan.keys()) {
            throw new Partial(
                    "ended after " + tally.dealt() + " of " + plan.keys() + " keys",
                    checkpoint.present() ? "--resume goes on" : "--checkpoint and --resume can go on");
        }
        judge(plan, tally);
    }

    private static void judge(KeyPlan plan, ChangeTally tally) {
        List<String> left = new ArrayList<>();
        if (tally.refused() > 0) {
            left.add(tally.refused() + " of " + plan.keys() + " keys were refused, first " + tally.firstRefusal());
        }
        if (tally.written() > 0) {
            left.add(tally.written() + " of " + plan.keys()
                    + " keys were written after they were backed up, and are left as they are");
        }
        if (!left.isEmpty()) {
            throw new Partial(
                    String.join("; ", left), tally.written() > 0 ? "run it again with another --backup file" : null);
        }
    }

    private Value.Fields done(KeyPlan plan, ChangeTally tally, KeyAction action) {
        Value.Fields fields = new Value.Fields()
                .put("planned", plan.keys())
                .put("changed", tally.changed())
                .put("unchanged", tally.unchanged());
        if (tally.unchanged() > 0) {
            fields.put("unchanged_because", action.nothing());
        }
        if (kind.names()) {
            fields.put("without_a_new_name", tally.skipped());
        }
        fields.put("no_longer_such", tally.otherwise());
        if (isBackedUp()) {
            fields.put("written_since_backup", tally.written());
        }
        if (!tally.someWritten().isEmpty()) {
            fields.put("such_as", names(tally.someWritten()));
        }
        return fields.put("refused", tally.refused()).put("open", plan.keys() - tally.dealt());
    }
}
