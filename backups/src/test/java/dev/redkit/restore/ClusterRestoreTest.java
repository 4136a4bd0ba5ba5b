package dev.redkit.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.Unreachable;
import dev.redkit.io.Compression;
import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Shelf;
import dev.redkit.take.Packing;
import dev.redkit.take.Take;
import dev.redkit.take.TakeOptions;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class ClusterRestoreTest {
    private final TestCluster cluster;

    @TempDir
    private Path folder;

    ClusterRestoreTest(TestCluster cluster) {
        this.cluster = cluster;
    }

    private byte[] digest() {
        byte[] sum = new byte[20];
        for (TestServer master : cluster.masters()) {
            byte[] one = HexFormat.of().parseHex(master.ask("DEBUG", "DIGEST").text());
            for (int i = 0; i < sum.length; i++) {
                sum[i] ^= one[i];
            }
        }
        return sum;
    }

    private Path take(TestCluster from) {
        TakeOptions options = new TakeOptions(
                TakeOptions.Way.AUTO,
                false,
                true,
                new Packing(Compression.GZIP, null),
                0,
                TakeOptions.Beside.NOTHING,
                "cluster",
                "test");
        try (Redis redis = Redis.open(from.target())) {
            return new Take(redis, options, new Progress(), InstantSource.system()).onto(folder);
        }
    }

    private static void fill(TestCluster cluster) {
        for (int i = 0; i < 300; i++) {
            String key = "key:" + i;
            TestServer owner = cluster.ownerOf(cluster.slotOf(key));
            switch (i % 4) {
                case 0 -> owner.ask("SET", key, "v" + i, "PXAT", "410244480" + 1000 + i % 10);
                case 1 -> owner.ask("HSET", key, "a", "" + i, "b", "x".repeat(i));
                case 2 -> owner.ask("ZADD", key, "" + i, "m", "-1.5", "n");
                default -> owner.ask("XADD", key, "1-" + i, "f", "v");
            }
        }
    }

    @Test
    void allMastersAreTakenAndGivenBack() {
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
        fill(cluster);
        byte[] before = digest();
        Path backup = take(cluster);
        Manifest manifest = Shelf.manifest(backup).orElseThrow();
        assertThat(manifest.parts()).hasSize(3);
        assertThat(manifest.keys()).isEqualTo(300);
        assertThat(manifest.leftOut()).isEmpty();
        assertThat(manifest.parts())
                .allSatisfy(part -> assertThat(part.origin().slots()).matches("\\d+-\\d+"));
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
        assertThat(digest()).isNotEqualTo(before);
        Given restore = Given.backup(backup);
        RestoreAccount account = restore.into(cluster.target());
        assertThat(account.restored()).isEqualTo(300);
        assertThat(digest()).isEqualTo(before);
        assertThat(restore.verified(cluster.target()).different()).isZero();
    }

    /** The others give up on a node that is silent, and a cluster heals in its own time: so this one is of no other test. */
    @Test
    void whereAMasterIsGoneNothingIsTaken() {
        TestServer first = cluster.masters().get(0);
        try (TestCluster broken = TestCluster.start(first.flavour())) {
            fill(broken);
            broken.masters().get(1).pause();
            assertThatThrownBy(() -> take(broken)).isInstanceOf(Unreachable.class);
            assertThat(Shelf.at(folder).backups()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }
}
