package dev.redkit.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.engine.Measurement;
import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.schedule.Load;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.ServerLatency;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Load OPEN = Load.closed(10, 10, 1).at(1000);
    private static final Load CLOSED = Load.closed(10, 1, 1);

    private static Measurement run(int count, double seconds, boolean open) {
        return run(count, seconds, open, Optional.empty());
    }

    private static Measurement run(int count, double seconds, boolean open, Optional<RuntimeException> failure) {
        Interval total = new Interval(1, open);
        for (int i = 0; i < count; i++) {
            total.op(0).answered(0, 0, 1_000_000, 1);
            total.lag.recordValue(1000);
        }
        return new Measurement(total, count, seconds, List.of(), List.of(), 0, true, List.of((long) count), 5, failure);
    }

    private static Verdict verdict(Load load, Measurement run, Facts facts) {
        return Judge.verdict(Judge.findings(load, run, facts));
    }

    @Test
    void quietAndLongIsValid() {
        assertThat(verdict(OPEN, run(5000, 5, true), new Facts())).isEqualTo(Verdict.VALID);
        assertThat(verdict(CLOSED, run(40_000, 5, false), new Facts())).isEqualTo(Verdict.VALID);
    }

    @Test
    void shortRunsAndFewAnswersSayNothing() {
        assertThat(verdict(OPEN, run(2000, 2, true), new Facts())).isEqualTo(Verdict.TOO_SHORT);
        assertThat(verdict(CLOSED, run(999, 5, false), new Facts())).isEqualTo(Verdict.TOO_SHORT);
    }

    @Test
    void aRateThatWasNotReachedWasMissed() {
        assertThat(verdict(OPEN, run(4900, 5, true), new Facts())).isEqualTo(Verdict.SCHEDULE_MISSED);
        assertThat(verdict(OPEN, run(5000, 5, true), new Facts().put("own_lag_p99_ms", 1.5)))
                .isEqualTo(Verdict.SCHEDULE_MISSED);
    }

    @Test
    void aBusySenderIsTheLimitAndNoiseIsNoise() {
        Facts busy = new Facts().put("loop_busy_percent", 90.0).put("steal_percent", 5.0);
        assertThat(verdict(CLOSED, run(40_000, 5, false), busy)).isEqualTo(Verdict.CLIENT_LIMITED);
        for (String fact : List.of("steal_percent", "run_queue_percent", "others_busy_percent", "throttled")) {
            assertThat(verdict(CLOSED, run(40_000, 5, false), new Facts().put(fact, 50.0)))
                    .as(fact)
                    .isEqualTo(Verdict.NOISY);
        }
        assertThat(verdict(CLOSED, run(40_000, 5, false), new Facts().put("hiccup_p99.9_ms", 0.2)))
                .isEqualTo(Verdict.NOISY);
    }

    @Test
    void countsThatCannotBeAreNotBelieved() {
        Facts fewer = new Facts().put("counted_by_client", 100.0).put("counted_by_server", 99.0);
        assertThat(verdict(CLOSED, run(40_000, 5, false), fewer)).isEqualTo(Verdict.NOISY);
        Facts overworked = new Facts().put("server_main_thread_percent", 180.0);
        assertThat(verdict(CLOSED, run(40_000, 5, false), overworked)).isEqualTo(Verdict.NOISY);
        // A millisecond each over ten connections: no more than 10,000 a second.
        assertThat(verdict(CLOSED, run(60_000, 5, false), new Facts())).isEqualTo(Verdict.NOISY);
    }

    @Test
    void anEndBeforeItsTimeIsRemarkedOnAlthoughNoRequestWasLost() {
        Unreachable gone = new Unreachable("connection to 127.0.0.1:6379 was closed", null, null);
        assertThat(Judge.findings(OPEN, run(5000, 5, true, Optional.of(gone)), new Facts()))
                .containsExactly(new Finding(
                        Verdict.VALID, "the run ended before its time: connection to 127.0.0.1:6379 was closed"));
    }

    @Test
    void refusedRequestsAreRemarkedOn() {
        Measurement run = run(5000, 5, true);
        run.total().op(0).failed(0, 1, 5000);
        assertThat(Judge.findings(OPEN, run, new Facts()))
                .extracting(Finding::text)
                .anyMatch(text -> text.startsWith("50 % of the requests failed"));
    }

    @Test
    void serversTellTheirOwnPercentile() {
        ServerLatency before = new ServerLatency();
        before.add(said(50, 1, 50));
        ServerLatency after = new ServerLatency();
        after.add(said(1050, 1, 60, 2, 1030, 16, 1049, 1024, 1050));
        assertThat(after.p99("get", before)).isEqualTo(16);
        assertThat(after.p99("set", before)).isNaN();
    }

    private static Reply said(long calls, long... buckets) {
        List<Reply> pairs = new ArrayList<>();
        for (long one : buckets) {
            pairs.add(new Reply.Int(one));
        }
        Reply histogram = new Reply.Array(
                List.of(bulk("calls"), new Reply.Int(calls), bulk("histogram_usec"), new Reply.Array(pairs)));
        return new Reply.Array(List.of(bulk("get"), histogram));
    }

    private static Reply bulk(String text) {
        return new Reply.Bulk(text.getBytes(StandardCharsets.UTF_8));
    }
}
