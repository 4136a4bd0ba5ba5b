package dev.redkit.bench.verdict;

import dev.redkit.bench.engine.Measurement;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.schedule.Load;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** The rules by which facts make a verdict. Each finding says the figure and the bound that it passed. */
public final class Judge {
    private static final double SHORTEST = 3;
    /** Intervals are whole nanoseconds, and ends are not always met exactly. */
    private static final double TOLERANCE = 0.05;

    private static final long FEWEST = 1_000;

    private final Load load;
    private final Measurement run;
    private final Facts facts;
    private final List<Finding> findings = new ArrayList<>();

    private Judge(Load load, Measurement run, Facts facts) {
        this.load = load;
        this.run = run;
        this.facts = facts;
    }

    /** What speaks against the run, the gravest first; remarks last. */
    public static List<Finding> findings(Load load, Measurement run, Facts facts) {
        Judge judge = new Judge(load, run, facts);
        judge.length();
        judge.schedule();
        judge.client();
        judge.noise();
        judge.remarks();
        judge.findings.sort(Comparator.comparing((Finding one) -> one.verdict() == Verdict.VALID)
                .thenComparing(Finding::verdict));
        return judge.findings;
    }

    /** The verdict of a list of findings. */
    public static Verdict verdict(List<Finding> findings) {
        return findings.isEmpty() ? Verdict.VALID : findings.get(0).verdict();
    }

    private void length() {
        if (run.seconds() < SHORTEST - TOLERANCE) {
            add(Verdict.TOO_SHORT, "measured for %.2f s; it takes %.0f s at least", run.seconds(), SHORTEST);
        }
        if (run.total().count() < FEWEST) {
            add(Verdict.TOO_SHORT, "%d answers; a p99 takes %d", run.total().count(), FEWEST);
        }
    }

    private void schedule() {
        if (!load.open() || run.count() == 0) {
            return;
        }
        double reached = 100 * run.rate() / load.rate();
        if (load.requests() == 0 && reached < 99) {
            add(
                    Verdict.SCHEDULE_MISSED,
                    "%.0f/s answered of %.0f/s asked (%.1f %%; at least 99 %%)",
                    run.rate(),
                    load.rate(),
                    reached);
        }
        OptionalDouble p99 = Quantile.of("p99").in(run.total().seen());
        double allowed = Math.max(1, p99.orElse(0) / 1e7);
        if (facts.get("own_lag_p99_ms") > allowed) {
            add(
                    Verdict.SCHEDULE_MISSED,
                    "requests left %.2f ms late at p99, with a connection free (at most %.2f ms)",
                    facts.get("own_lag_p99_ms"),
                    allowed);
        }
    }

    private void client() {
        above(
                "loop_busy_percent",
                85,
                Verdict.CLIENT_LIMITED,
                "the sending threads were busy %.0f %% (at most %.0f %%)");
    }

    private void noise() {
        above(
                "run_queue_percent",
                Disturbance.RUN_QUEUE_PERCENT,
                Verdict.NOISY,
                "a sending thread waited for a processor %.1f %% of the time (%.0f %%)");
        above(
                "steal_percent",
                Disturbance.STEAL_PERCENT,
                Verdict.NOISY,
                "the hypervisor took %.1f %% of the machine away (%.0f %%)");
        above(
                "others_busy_percent",
                Disturbance.OTHERS_PERCENT,
                Verdict.NOISY,
                "other programs used %.0f %% of the machine (%.0f %%)");
        above("throttled", Disturbance.THROTTLED, Verdict.NOISY, "the cgroup was throttled %.0f times (%.0f)");
        Histogram seen = run.total().seen();
        OptionalDouble tail = Quantile.of("p99.9").in(seen);
        double pause = facts.get("hiccup_p99.9_ms");
        if (tail.isPresent() && pause > Disturbance.PAUSE / 1e6 && pause > tail.getAsDouble() / 1e7) {
            add(
                    Verdict.NOISY,
                    "this process was held up by %.2f ms at p99.9, more than a tenth of the %.2f ms measured",
                    pause,
                    tail.getAsDouble() / 1e6);
        }
    }

    private void remarks() {
        run.failure().ifPresent(reason -> add(Verdict.VALID, "the run ended before its time: %s", reason.getMessage()));
        double refused = 100.0 * run.total().errors() / Math.max(1, run.total().count());
        if (refused >= 1) {
            add(Verdict.VALID, "%.0f %% of the requests failed; the rate counts them too, the times do not", refused);
        }
        if (!run.settled() && run.count() > 0) {
            add(Verdict.VALID, "the median had not settled when the warm-up ended");
        }
        if (facts.get("jit_ms") > 10 * run.seconds()) {
            add(
                    Verdict.VALID,
                    "the JVM compiled for %.0f ms meanwhile, more than 1 %%: warm up longer",
                    facts.get("jit_ms"));
        }
        above("tcp_retransmits", 0, Verdict.VALID, "the machine sent %.0f TCP segments again");
        if (facts.get("hit_percent") < 50) {
            add(
                    Verdict.VALID,
                    "only %.0f %% of the keys that were read were there; --fill makes them",
                    facts.get("hit_percent"));
        }
        counts();
        little();
    }

    private void counts() {
        // The accounts are taken a little before and after: in a long run that is nothing.
        if (run.seconds() >= SHORTEST) {
            above(
                    "server_main_thread_percent",
                    110,
                    Verdict.NOISY,
                    "a main thread of the servers worked %.0f %% of the measured time (%.0f %%): that time is wrong");
        }
        double ours = facts.get("counted_by_client");
        double theirs = facts.get("counted_by_server");
        if (theirs < ours) {
            add(Verdict.NOISY, "the servers counted %.0f of our %.0f commands: this count is wrong", theirs, ours);
        } else if (theirs > ours) {
            add(
                    Verdict.VALID,
                    "the servers counted %.0f more of these commands than we sent: others send them too",
                    theirs - ours);
        }
    }

    /** In a closed loop, requests under way = rate × mean time; what breaks this law is broken itself. */
    private void little() {
        Histogram seen = run.total().seen();
        if (load.open() || seen.getTotalCount() < FEWEST || run.seconds() < 1) {
            return;
        }
        double underWay = run.rate() * seen.getMean() / 1e9;
        double most = (double) load.connections() * load.pipeline();
        if (underWay > most * 1.05) {
            add(
                    Verdict.NOISY,
                    "%.1f requests under way on average, where %.0f can be: this count is wrong",
                    underWay,
                    most);
        }
    }

    private void above(String fact, double bound, Verdict verdict, String text) {
        double value = facts.get(fact);
        if (value > bound) {
            add(verdict, text, value, bound);
        }
    }

    private void add(Verdict verdict, String text, Object... values) {
        findings.add(new Finding(verdict, String.format(Locale.ROOT, text, values)));
    }
}
