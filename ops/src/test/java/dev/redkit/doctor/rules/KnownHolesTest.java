package dev.redkit.doctor.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownHolesTest {
    @ParameterizedTest
    @CsvSource({
        "REDIS, 7.0.15, 6",
        "REDIS, 7.0.8, 7",
        "REDIS, 6.2.23, 0",
        "REDIS, 6.2.22, 1",
        "REDIS, 7.2.14, 1",
        "REDIS, 7.2.15, 0",
        "REDIS, 8.0.6, 2",
        "REDIS, 8.0.3, 3",
        "REDIS, 8.8.1, 0",
        "REDIS, 9.0.0, 0",
        "VALKEY, 9.1.2, 0",
        "VALKEY, 9.1.0, 1",
        "VALKEY, 9.0.3, 2",
        "VALKEY, 8.1.4, 2",
        "VALKEY, 8.0.10, 0",
        "DRAGONFLY, 1.0.0, 0",
        "REDIS, none, 0"
    })
    void areThoseThatNoPatchHasClosed(Flavour flavour, String version, int count) {
        assertThat(KnownHoles.of(flavour, Version.parse(version))).hasSize(count);
    }
}
