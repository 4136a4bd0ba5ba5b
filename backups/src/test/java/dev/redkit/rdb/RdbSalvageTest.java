package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RdbSalvageTest {
    @TempDir
    private Path folder;

    @Test
    void aSoundFileComesOutAsItIs() throws IOException {
        byte[] file = Told.fixture("redis8.0-v12-lru.rdb");
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        RdbSalvage.Report report = salvage(file, copy);
        assertThat(report.sound()).isTrue();
        assertThat(report.kept()).isEqualTo(28);
        assertThat(copy.toByteArray()).isEqualTo(file);
    }

    /** Whatever byte is wrong: the copy is sound, and but for few keys it holds what the original held. */
    @ParameterizedTest
    @ValueSource(strings = {"redis7.0-v10-lru", "valkey9.1-v80-lru"})
    void oneWrongByteCostsFewKeys(String name) throws IOException {
        byte[] file = Told.fixture(name + ".rdb");
        Set<String> all = told(file);
        long lost = 0;
        for (int at = Records.MAGIC; at < file.length; at++) {
            file[at] ^= (byte) 0xff;
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            RdbSalvage.Report report = salvage(file, copy);
            assertThat(report.sound()).as("flipped %d", at).isFalse();
            Set<String> missing = new HashSet<>(all);
            missing.removeAll(told(copy.toByteArray()));
            lost += missing.size();
            assertThat(missing.size()).as("flipped %d", at).isLessThanOrEqualTo(all.size() / 2);
            file[at] ^= (byte) 0xff;
        }
        assertThat((double) lost / (file.length - Records.MAGIC)).isLessThan(1.5);
    }

    @Test
    void aFileThatIsCutOffKeepsWhatCameBefore() throws IOException {
        byte[] file = Told.fixture("redis7.0-v10-lru.rdb");
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        RdbSalvage.Report report = salvage(Arrays.copyOf(file, 1000), copy);
        assertThat(report.ended()).isFalse();
        assertThat(report.kept()).isEqualTo(10);
        assertThat(report.gaps()).hasSize(1);
        assertThat(report.gaps().get(0).to()).isEqualTo(1000);
        assertThat(Told.all(copy.toByteArray())).hasSize(10);
    }

    @Test
    void whereTheFrameIsRightOnlyTheKeyIsLost() throws IOException {
        byte[] file = Told.fixture("redis7.0-v10-lru.rdb");
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        while (reader.next() && reader.type() != RdbType.HASH_LISTPACK) {
            reader.skip();
        }
        long begin = reader.offset();
        reader.skip();
        int end = (int) reader.position();
        // The end mark of its listpack.
        file[end - 1] ^= 1;
        RdbSalvage.Report report = salvage(file, new ByteArrayOutputStream());
        assertThat(report.gaps()).hasSize(1);
        RdbSalvage.Gap gap = report.gaps().get(0);
        assertThat(gap.sure()).isTrue();
        assertThat(gap.from()).isEqualTo(begin);
        assertThat(gap.to()).isEqualTo(end);
        assertThat(gap.key()).isEqualTo(reader.key());
        assertThat(report.checksum()).isFalse();
    }

    @Test
    void aFileWithoutMagicIsRefused() {
        assertThatThrownBy(() -> salvage(Told.ascii("no backup at all"), new ByteArrayOutputStream()))
                .isInstanceOf(BadInput.class);
    }

    /** Keys and values, but not in which database: where the number of one is wrong, nothing tells. */
    private static Set<String> told(byte[] file) throws IOException {
        Set<String> told = new HashSet<>();
        Told.all(file).forEach((key, value) -> told.add(key.replaceFirst("^\\d+:", "") + " " + value));
        return told;
    }

    private RdbSalvage.Report salvage(byte[] bytes, ByteArrayOutputStream copy) throws IOException {
        Path file = Files.write(folder.resolve("damaged.rdb"), bytes);
        try (FileChannel channel = FileChannel.open(file)) {
            return RdbSalvage.copy(channel, "a file", copy);
        }
    }
}
