package dev.redkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.rdb.RdbProblem;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileSummaryTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sumsUpASoundFile(boolean deep) throws IOException {
        byte[] file = fixture("redis8.0-v12-lru.rdb");
        FileSummary summary = FileSummary.check(new ByteArrayInputStream(file), "a file", deep);
        assertThat(summary.verdict()).isEqualTo(Verdict.OK);
        assertThat(summary.problem()).isEmpty();
        assertThat(summary.checksum()).isEqualTo(RdbReader.Checksum.RIGHT);
        assertThat(summary.format().orElseThrow()).hasToString("Redis RDB 12");
        assertThat(summary.bytes()).isEqualTo(file.length);
        assertThat(summary.trailing()).isZero();
        assertThat(summary.total().keys()).isEqualTo(28);
        assertThat(summary.total().expiring()).isEqualTo(1);
        assertThat(summary.databases().get(0).keys()).isEqualTo(27);
        assertThat(summary.databases().get(5).keys()).isEqualTo(1);
        assertThat(summary.types().get(RdbType.HASH_METADATA).keys()).isEqualTo(1);
        assertThat(summary.types().get(RdbType.HASH_METADATA).elements()).isEqualTo(deep ? 20 : 0);
        assertThat(summary.modules()).isEqualTo(deep ? Map.of("vectorset", 2L) : Map.of());
        assertThat(summary.functions()).isEqualTo(1);
        assertThat(summary.notes()).containsEntry("redis-ver", "8.0.6").containsEntry("ctime", "1795238600");
    }

    @Test
    void saysWhatIsWrongAndWhatWasFoundBefore() throws IOException {
        byte[] file = fixture("redis7.0-v10-lru.rdb");
        FileSummary cut = check(Arrays.copyOf(file, 1000));
        assertThat(cut.verdict()).isEqualTo(Verdict.TRUNCATED);
        assertThat(cut.problem().orElseThrow().offset()).isEqualTo(1000);
        assertThat(cut.total().keys()).isEqualTo(10);
        file[file.length - 20] ^= 1;
        FileSummary damaged = check(file);
        assertThat(damaged.verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(damaged.problem().orElseThrow().kind()).isEqualTo(RdbProblem.Kind.DAMAGED);
        assertThat(damaged.problem().orElseThrow().offset()).isEqualTo(file.length - 8);
        assertThat(check(ascii("REDIS0079\u00c8")).verdict()).isEqualTo(Verdict.NEWER);
    }

    @Test
    void aFileThatIsNoneOfOursHasAVerdictToo() throws IOException {
        assertThat(check(ascii("hello world, I am text")).verdict()).isEqualTo(Verdict.DAMAGED);
        FileSummary empty = check(new byte[0]);
        assertThat(empty.verdict()).isEqualTo(Verdict.TRUNCATED);
        assertThat(empty.format()).isEmpty();
    }

    @Test
    void countsWhatFollowsTheEnd() throws IOException {
        byte[] file = fixture("redis7.0-v10-lru.rdb");
        assertThat(check(Arrays.copyOf(file, file.length + 17)).trailing()).isEqualTo(17);
    }

    private static FileSummary check(byte[] file) throws IOException {
        return FileSummary.check(new ByteArrayInputStream(file), "a file", true);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] fixture(String name) throws IOException {
        try (InputStream in = FileSummaryTest.class.getResourceAsStream("/dev/redkit/rdb/" + name)) {
            return in.readAllBytes();
        }
    }
}
