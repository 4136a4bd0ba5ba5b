package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Progress;
import dev.redkit.redis.Questions;
import dev.redkit.redis.Redis;
import dev.redkit.take.Imprint;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Does something with the keys of a plan, some hundred at a time, no faster than asked. Where more than the name decided
 * which keys are meant, that is asked again just before, so that a key that has changed since is left alone; and a key
 * that was backed up is changed only while it is what lies in the backup. Every answer is read and counted. What the
 * server will refuse for every further key ends the work.
 */
public final class KeyChange {
    private static final int MOST = 500;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long NOTED_EVERY = TimeUnit.SECONDS.toNanos(1);
    private static final double SECONDS_AT_ONCE = 0.1;

    private final Redis redis;
    private final KeyQuery query;
    private final KeyAction action;
    private final double perSecond;
    private final Progress progress;
    private final ChangeTally tally = new ChangeTally();
    private volatile boolean cancelled;

    /** @param perSecond at most so many keys in a second; infinite for no limit */
    public KeyChange(Redis redis, KeyQuery query, KeyAction action, double perSecond, Progress progress) {
        this.redis = redis;
        this.query = query.lasting();
        this.action = action;
        this.perSecond = perSecond;
        this.progress = progress;
    }

    /** Ends it after the keys that are under way. Any thread may say so. */
    public void cancel() {
        cancelled = true;
    }

    /** What was done so far; complete when {@link #run} has ended, in whatever way. */
    public ChangeTally tally() {
        return tally;
    }

    /** Deals with the keys of the plan, from where an earlier run has come to. */
    public void run(KeyPlan plan) {
        long first = 0;
        if (plan.place() != null) {
            first = plan.place().dealt();
            tally.resume(plan.place());
        }
        int batch = (int) Math.max(1, Math.min(MOST, perSecond * SECONDS_AT_ONCE));
        try (NameSpool.Reading names = plan.names().from(first, batch);
                Questions questions = new Questions(redis);
                GuardedChange guard = plan.backup() == null
                        ? null
                        : new GuardedChange(redis, questions, plan.backup(), !action.setsExpiry())) {
            note(plan);
            run(names, questions, guard, plan);
        } catch (IOException e) {
            throw new BadInput("cannot read the plan or its backup again: " + Reason.of(e), null, e);
        }
        if (plan.checkpoint() != null && tally.dealt() == plan.keys()) {
            plan.checkpoint().remove();
        }
    }

    private void run(NameSpool.Reading names, Questions questions, GuardedChange guard, KeyPlan plan)
            throws IOException {
        long first = tally.dealt();
        long start = System.nanoTime();
        long noted = start;
        try {
            for (List<byte[]> some = names.next(); some != null && !cancelled; some = names.next()) {
                List<byte[]> meant =
                        query.tests().isEmpty() && query.keys().types().isEmpty() ? some : again(questions, some);
                List<Wanted> wanted = wanted(some, meant, names.imprints());
                tally.differ(some.size() - meant.size());
                count(
                        wanted,
                        guard == null
                                ? questions.ask(
                                        wanted.stream().map(Wanted::command).toList())
                                : guard.ask(wanted));
                for (int i = 0; i < some.size(); i++) {
                    tally.deal();
                }
                progress.addRecords(some.size());
                if (System.nanoTime() - noted > NOTED_EVERY) {
                    note(plan);
                    noted = System.nanoTime();
                }
                keepPace(start, tally.dealt() - first);
            }
        } finally {
            note(plan);
        }
    }

    private void note(KeyPlan plan) {
        if (plan.checkpoint() != null) {
            plan.checkpoint()
                    .write(new ChangeCheckpoint.Place(plan.keys(), tally.dealt(), tally.changed(), tally.written()));
        }
    }

    /** What is to be done with those of the names that are meant; there is nothing to do with some. */
    private List<Wanted> wanted(List<byte[]> names, List<byte[]> meant, List<Imprint> imprints) {
        List<Wanted> wanted = new ArrayList<>();
        Iterator<byte[]> left = meant.iterator();
        byte[] next = left.hasNext() ? left.next() : null;
        for (int i = 0; i < names.size() && next != null; i++) {
            byte[] name = names.get(i);
            if (name != next) {
                continue;
            }
            next = left.hasNext() ? left.next() : null;
            byte[][] command = action.command(name);
            if (command == null) {
                tally.skip();
            } else {
                Imprint imprint = imprints.isEmpty() ? null : imprints.get(i);
                wanted.add(new Wanted(tally.dealt() + i, name, imprint, command));
            }
        }
        return wanted;
    }

    private void count(List<Wanted> wanted, List<Reply> replies) {
        RuntimeException end = null;
        for (int i = 0; i < replies.size(); i++) {
            end = count(wanted.get(i).name(), replies.get(i), end);
        }
        if (end != null) {
            throw end;
        }
    }

    private RuntimeException count(byte[] name, Reply reply, RuntimeException end) {
        if (!(reply instanceof Reply.Err error)) {
            if (reply.number() == GuardedChange.WRITTEN) {
                tally.write(name);
            } else if (reply.number() > 0) {
                tally.change();
            } else {
                tally.leave();
            }
            return end;
        }
        if (error.message().startsWith("ERR no such key")) {
            tally.leave();
            return end;
        }
        tally.refuse(KeyFacts.shown(name) + ": " + error.message());
        Refusal reason = Refusal.of(error);
        boolean forAll = reason.stops()
                || reason.passes()
                || (reason == Refusal.NOPERM && !error.message().contains("key"))
                || error.message().startsWith("ERR unknown command");
        return end == null && forAll ? Refusal.failure(error, action.verb() + " " + KeyFacts.shown(name)) : end;
    }

    /** Those of the names that are still meant. */
    private List<byte[]> again(Questions questions, List<byte[]> names) {
        List<KeyFacts> keys = new ArrayList<>();
        names.forEach(name -> keys.add(new KeyFacts(name, null)));
        Prober prober = new Prober(query.needed(), query.samples(), new Refusals());
        List<KeyFacts> half = round(questions, keys, prober, true);
        List<byte[]> meant = new ArrayList<>();
        for (KeyFacts key : round(questions, half, prober, false)) {
            if (isMeant(key)) {
                meant.add(key.name());
            }
        }
        return meant;
    }

    /** Not known any more is not meant. */
    private boolean isMeant(KeyFacts key) {
        try {
            return query.test(key);
        } catch (EvaluationException e) {
            return false;
        }
    }

    private List<KeyFacts> round(Questions questions, List<KeyFacts> keys, Prober prober, boolean first) {
        List<byte[]> owners = new ArrayList<>();
        List<byte[][]> commands = new ArrayList<>();
        Prober.Asker asker = (key, command) -> {
            owners.add(key);
            commands.add(command);
        };
        Prober.Asked asked = first ? prober.first(keys, asker) : prober.second(keys, asker);
        Iterator<Reply> replies = questions.ask(commands, owners).iterator();
        return prober.answer(asked, replies::next, query.keys()::wantsType);
    }

    private void keepPace(long start, long done) {
        if (Double.isInfinite(perSecond)) {
            return;
        }
        long due = start + (long) (done / perSecond * 1e9);
        for (long early = due - System.nanoTime(); early > 0 && !cancelled; early = due - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(early, STEP_NANOS));
        }
    }
}
