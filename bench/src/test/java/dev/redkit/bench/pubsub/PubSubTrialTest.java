package dev.redkit.bench.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RedisServer
class PubSubTrialTest {
    private static final Load LOAD = Load.closed(2, 16, 1)
            .during(Duration.ofMillis(600), Duration.ofMillis(200))
            .inBlocks(2);

    private final TestServer server;

    PubSubTrialTest(TestServer server) {
        this.server = server;
    }

    private static Traffic traffic(Traffic.Kind kind, int channels, int subscribers, int groups) {
        return new Traffic(kind, "t" + System.nanoTime() % 1000, channels, 2, subscribers, 80, groups, 0);
    }

    private static Report run(Target target, Traffic traffic, Load load) {
        try (Redis redis = Redis.open(target)) {
            Trial.Outcome outcome = PubSubTrial.run(redis, traffic, load, tick -> {}, () -> false);
            assertThat(outcome.failure()).isEmpty();
            return outcome.report();
        }
    }

    private static void nothingIsLost(Report report) {
        assertThat(report.facts().get("messages_expected")).isPositive();
        assertThat(report.facts().get("messages_received"))
                .isEqualTo(report.facts().get("messages_expected"));
        assertThat(report.facts().get("messages_lost")).isZero();
        assertThat(report.facts().get("messages_duplicated")).isZero();
        assertThat(report.facts().get("messages_foreign")).isZero();
        assertThat(report.commands()).extracting(Report.Command::name).contains(PubSubTrial.DELIVERY);
        assertThat(report.seen().getTotalCount()).isPositive();
    }

    @Test
    void everySubscriberGetsEveryMessageOfEveryChannel() {
        Report report = run(server.plainTarget(), traffic(Traffic.Kind.CHANNEL, 3, 4, 1), LOAD.at(2000));
        nothingIsLost(report);
        assertThat(report.facts().get("messages_reordered")).isZero();
        Report.Command sent = report.commands().get(0);
        Report.Command delivered = report.commands().get(1);
        // Each to four; at the ends of the measured time a few count on one side only.
        assertThat(delivered.count()).isBetween(2 * sent.count(), 6 * sent.count());
        // The way counts from the intended start, the service time from the write.
        assertThat(delivered.seen().getMean())
                .isGreaterThanOrEqualTo(delivered.service().getMean());
        assertThat(report.blocks())
                .hasSize(2)
                .allSatisfy(block -> assertThat(block.seen()).hasSize(2));
    }

    @Test
    void resp3AndFullSpeedAreTheSame() {
        Target target = server.plainTarget().but().protocol(3).build();
        nothingIsLost(run(target, traffic(Traffic.Kind.CHANNEL, 1, 1, 1), LOAD));
    }

    @Test
    void eachGroupOfAStreamGetsEverythingOnce() {
        Report report = run(server.plainTarget(), traffic(Traffic.Kind.STREAM, 2, 4, 2), LOAD.at(1000));
        nothingIsLost(report);
        assertThat(server.ask("KEYS", "redkit:bench:*").items()).isEmpty();
    }

    @Test
    void shardedChannelsLiveWhereTheirSlotIs(TestCluster cluster) {
        nothingIsLost(run(cluster.target(), traffic(Traffic.Kind.SHARDED, 6, 2, 1), LOAD.at(1000)));
        nothingIsLost(run(cluster.target(), traffic(Traffic.Kind.STREAM, 6, 2, 1), LOAD.at(1000)));
        nothingIsLost(run(cluster.target(), traffic(Traffic.Kind.CHANNEL, 2, 2, 1), LOAD.at(1000)));
    }

    @Test
    void whatDoesNotComeOrComesTwiceOrLateIsCounted() {
        Deliveries deliveries = new Deliveries(traffic(Traffic.Kind.CHANNEL, 1, 1, 1));
        deliveries.start(System.nanoTime(), 0, Long.MAX_VALUE);
        Deliveries.Receiver receiver = deliveries.receiver();
        for (long number : new long[] {0, 1, 4, 5, 3, 5, 6, 0}) {
            byte[] letter = Letter.blank(0);
            Letter.write(letter, 0, 7, number, 1, 2);
            receiver.take(0, letter);
        }
        receiver.take(0, "hello".getBytes(StandardCharsets.UTF_8));
        assertThat(deliveries.received()).isEqualTo(8);
        assertThat(deliveries.reordered()).isEqualTo(1);
        assertThat(deliveries.duplicates()).isEqualTo(2);
        assertThat(deliveries.foreign()).isEqualTo(1);
        // 7 were sent: number 2 is the one that is missing.
        assertThat(7 - (deliveries.received() - deliveries.duplicates())).isEqualTo(1);
    }
}
