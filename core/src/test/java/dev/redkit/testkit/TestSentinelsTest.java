package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.VALKEY9},
        config = "requirepass secret")
final class TestSentinelsTest {
    @Test
    void makeTheReplicaTheMaster(TestSentinels sentinels) {
        TestServer first = sentinels.master();
        assertThat(first).isSameAs(sentinels.servers().get(0));
        sentinels.failover();
        assertThat(sentinels.master()).isSameAs(sentinels.servers().get(1));
        assertThat(sentinels.target().addresses()).hasSize(3);
    }
}
