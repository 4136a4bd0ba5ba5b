package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EncodingLimitsTest {
    @Test
    void whatIsNotToldIsAtItsDefault() {
        assertThat(EncodingLimits.of(Map.of())).isEqualTo(EncodingLimits.DEFAULTS);
    }

    @Test
    void oldAndNewNamesCount() {
        EncodingLimits limits = EncodingLimits.of(Map.of(
                "hash-max-ziplist-entries", "7",
                "hash-max-listpack-value", "8",
                "list-max-ziplist-size", "-5",
                "zset-max-listpack-entries", "9",
                "zset-max-ziplist-entries", "10",
                "stream-node-max-bytes", "8kb",
                "hll-sparse-max-bytes", "2k"));
        assertThat(limits.hashEntries()).isEqualTo(7);
        assertThat(limits.hashValue()).isEqualTo(8);
        assertThat(limits.listSize()).isEqualTo(-5);
        assertThat(limits.zsetEntries()).isEqualTo(9);
        assertThat(limits.streamNodeBytes()).isEqualTo(8192);
        assertThat(limits.hllSparseBytes()).isEqualTo(2000);
    }

    @Test
    void whatIsNoNumberIsNamed() {
        assertThatThrownBy(() -> EncodingLimits.of(Map.of("set-max-intset-entries", "many")))
                .isInstanceOf(UsageError.class)
                .hasMessage("the server's set-max-intset-entries is not a number: many");
    }

    @Test
    void versionsThatNobodyReadsAreRefused() {
        for (int number : new int[] {0, 8, 16, 79, 82}) {
            assertThatThrownBy(() -> new WriteVersion(number)).isInstanceOf(UsageError.class);
        }
        assertThat(WriteVersion.REDIS_7_0.magic()).isEqualTo("REDIS0010");
        assertThat(WriteVersion.VALKEY_9.magic()).isEqualTo("VALKEY080");
    }
}
