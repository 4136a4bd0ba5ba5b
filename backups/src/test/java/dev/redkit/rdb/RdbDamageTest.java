package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.redkit.entry.Nobody;
import dev.redkit.failure.BadInput;
import dev.redkit.memory.Allocator;
import dev.redkit.memory.MemoryModel;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes: all keys, or a {@link BadInput} with its place. */
final class RdbDamageTest {
    @ParameterizedTest
    @ValueSource(strings = {"redis7.0-v10-lru", "redis8.0-v12-lru", "valkey9.1-v80-lru"})
    void saysWhereAFileIsCutOff(String name) throws IOException {
        byte[] file = Told.fixture(name + ".rdb");
        for (int length = 0; length < file.length; length++) {
            for (Way way : Way.values()) {
                RdbProblem problem = problem(Arrays.copyOf(file, length), way);
                assertThat(problem).as("cut at %d, %s", length, way).isNotNull();
                if (length == 0 || length >= 9) {
                    assertThat(problem.kind()).isEqualTo(RdbProblem.Kind.TRUNCATED);
                    assertThat(problem.offset()).isEqualTo(length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis7.0-v10-lru", "redis8.0-v12-lru", "valkey9.1-v80-lru"})
    void noticesEveryFlippedByte(String name) throws IOException {
        byte[] file = Told.fixture(name + ".rdb");
        for (int at = 0; at < file.length; at++) {
            for (int flip : new int[] {1 << (at % 8), 0xff}) {
                file[at] ^= (byte) flip;
                for (Way way : Way.values()) {
                    RdbProblem problem = problem(file, way);
                    // A checksum of nothing but zero bytes would switch the check off; no flip of one byte makes that.
                    assertThat(problem).as("flipped %d, %s", at, way).isNotNull();
                    assertThat(problem.offset()).isBetween(0L, (long) file.length);
                }
                file[at] ^= (byte) flip;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis7.0-v10-lru", "redis8.0-v12-lru", "valkey9.1-v80-lru"})
    void staysCalmWithoutAChecksum(String name) throws IOException {
        byte[] fixture = Told.fixture(name + ".rdb");
        Arrays.fill(fixture, fixture.length - 8, fixture.length, (byte) 0);
        Random random = new Random(name.hashCode());
        for (int round = 0; round < 800; round++) {
            byte[] file = fixture.clone();
            for (int i = 0; i <= round % 4; i++) {
                file[9 + random.nextInt(file.length - 9)] = (byte) random.nextInt(256);
            }
            for (Way way : Way.values()) {
                problem(file, way);
            }
        }
    }

    @Test
    void lengthBombsCostNothing() throws IOException {
        String[] values = {
            "\0\1k\u0081\0\0\0\1\0\0\0\0x", // a string of 4 GiB
            "\0\1k\u0080\u007f\u00ff\u00ff\u00f0x", // of 2 GiB
            "\0\1k\u00c3\2\u0080@\0\0\0\0a", // two compressed bytes for a GiB
            "\4\1k\u0081\u007f\0\0\0\0\0\0\0\1a\1b", // fields without end
            "\5\1k\u0080\u00ff\u00ff\u00ff\u00ff\1a",
            "\22\1k\u0080\u00ff\u00ff\u00ff\u00ff\2",
            "\23\1k\u0080\u00ff\u00ff\u00ff\u00ff\20",
            "\u00fa\u0080\u007f\u00ff\u00ff\u00f0x",
            "\u00f5\u0080\u007f\u00ff\u00ff\u00f0x",
            "\u00f7\1\2\2\5\u0081\u007f\u00ff\u00ff\u00f0\0\0\0\0x"
        };
        for (String value : values) {
            byte[] file = Told.ascii("REDIS0012" + value);
            for (Way way : Way.values()) {
                long before = allocated();
                assertThat(problem(file, way)).as(value).isNotNull();
                assertThat(allocated() - before).as(value).isLessThan(3L << 20);
            }
        }
    }

    /** 88 bytes from each compressed one: an honest bomb, which is checked without being blown up. */
    @Test
    void checksACompressedStringWithoutMakingIt() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int copies = 300_000;
        file.write(Told.ascii("REDIS0012\0\1k\u00c3\u0080"));
        number(file, 2 + 3 * copies);
        file.write(0x80);
        number(file, 1 + 264 * copies);
        file.write(Told.ascii("\0x"));
        for (int i = 0; i < copies; i++) {
            file.write(Told.ascii("\u00e0\u00ff\0"));
        }
        file.write(Told.ascii("\u00ff\0\0\0\0\0\0\0\0"));
        long before = allocated();
        assertThat(problem(file.toByteArray(), Way.CHECK)).isNull();
        assertThat(allocated() - before).isLessThan(3L << 20);
    }

    private static void number(OutputStream out, int value) throws IOException {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    private enum Way {
        SKIP,
        CHECK,
        COPY,
        WALK,
        MEASURE
    }

    /** Reads all; null when that went well. */
    private static RdbProblem problem(byte[] file, Way way) throws IOException {
        RdbReader[] reader = new RdbReader[1];
        MemoryModel model = MemoryModel.of(Flavour.VALKEY, new Version(9, 0, 0), Allocator.JEMALLOC);
        try {
            reader[0] = RdbReader.open(new ByteArrayInputStream(file), "a file", 1024);
            while (reader[0].next()) {
                switch (way) {
                    case CHECK -> reader[0].check();
                    case COPY -> reader[0].copyValue(OutputStream.nullOutputStream());
                    case MEASURE -> {
                        model.begin(reader[0].key().length, reader[0].type(), false);
                        reader[0].check(model);
                        model.end(reader[0].valueBytes());
                    }
                    case WALK -> reader[0].entry().value().walk(new Nobody());
                    case SKIP -> {
                        // The next key comes after it.
                    }
                }
            }
            return null;
        } catch (BadInput e) {
            assertThat(e).hasMessageContaining(" of a file").hasMessageContaining("at byte ");
            return reader[0] == null
                    ? new RdbProblem(RdbProblem.Kind.TRUNCATED, 0, "")
                    : reader[0].problem().orElseThrow();
        } catch (RuntimeException e) {
            return fail("not a BadInput", e);
        }
    }
}
