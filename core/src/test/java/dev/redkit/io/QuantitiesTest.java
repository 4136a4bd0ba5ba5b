package dev.redkit.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4096, 4096",
        "64k, 64000",
        "64kb, 65536",
        "10mb, 10485760",
        "10 MB, 10485760",
        "1.5gb, 1610612736",
        "1GiB, 1073741824",
        "1t, 1000000000000",
        "7b, 7",
        "8191pb, 9222246136947933184"
    })
    void readsSizesAsRedisConfDoes(String text, long bytes) {
        assertThat(ByteSizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "mb", "-1", "1x", "1kbb", "1 2", "1e3", "0x10", "9999999pb", "1.", "١", "1mbit"})
    void namesABadSize(String text) {
        assertThatThrownBy(() -> ByteSizes.parse(text))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1536, 1.5 KiB",
        "1048575, 1 MiB",
        "10485760, 10 MiB",
        "123456789, 118 MiB",
        "-1536, -1.5 KiB",
        "9223372036854775807, 8192 PiB",
        "-9223372036854775808, -8192 PiB"
    })
    void writesSizesBriefly(long bytes, String text) {
        assertThat(ByteSizes.format(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "250ms, 250000000",
        "2s, 2000000000",
        "1h30m, 5400000000000",
        "1h 30m, 5400000000000",
        "7d, 604800000000000",
        "1w, 604800000000000",
        "1.5s, 1500000000",
        "10us, 10000",
        "10µs, 10000",
        "5ns, 5",
        "30, 30000000000",
        "0.5, 500000000",
        "1M, 60000000000"
    })
    void readsTimes(String text, long nanos) {
        assertThat(Durations.parse(text, ChronoUnit.SECONDS)).isEqualTo(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1x", "1h30", "1hm", "1..2s", "1.2.3", "tomorrow", "1h,30m", "999999d"})
    void namesABadTime(String text) {
        assertThatThrownBy(() -> Durations.parse(text, ChronoUnit.SECONDS))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "5, 5ns",
        "1500, 1.5us",
        "250000000, 250ms",
        "999999999, 1s",
        "1500000000, 1.5s",
        "59999000000, 1m",
        "60000000000, 1m",
        "90000000000, 1m30s",
        "3600000000000, 1h",
        "3605000000000, 1h",
        "5400000000000, 1h30m",
        "90000000000000, 1d1h",
        "86460000000000, 1d",
        "-1500000000, -1.5s"
    })
    void writesTimesBriefly(long nanos, String text) {
        assertThat(Durations.format(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"100/s, 100", "5k/s, 5000", "1.5m/s, 1500000", "100, 100", "90/m, 1.5", "7200/h, 2", "5K / s, 5000"})
    void readsRates(String text, double perSecond) {
        assertThat(Rates.parse(text)).isEqualTo(perSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/s", "0", "0/s", "5/x", "-5/s", "5x/s", "5/s/s"})
    void namesABadRate(String text) {
        assertThatThrownBy(() -> Rates.parse(text))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5/s", "100, 100/s", "5000, 5k/s", "999.7, 1k/s", "1250000, 1.25m/s", "999999, 1m/s"})
    void writesRatesBriefly(double perSecond, String text) {
        assertThat(Rates.format(perSecond)).isEqualTo(text);
    }
}
