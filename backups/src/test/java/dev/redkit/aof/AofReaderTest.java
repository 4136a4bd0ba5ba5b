package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.rdb.RdbProblem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AofReaderTest {
    private static final String LOG =
            "#TS:100\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n*3\r\n$3\r\nset\r\n$1\r\na\r\n$2\r\n\r\n\r\n"
                    + "#TS:101\r\n*1\r\n$5\r\nMULTI\r\n*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n*1\r\n$4\r\nEXEC\r\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"aof-redis7.0", "aof-redis8.0", "aof-valkey9.1"})
    void readsTheFoldersOfAllServers(String fixture) throws IOException {
        for (String file :
                new String[] {"appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"}) {
            Files.write(folder.resolve(file), resource(fixture + "/" + file));
        }
        List<String> told = all(folder);
        assertThat(told).anyMatch(line -> line.startsWith("base 0 "));
        assertThat(told.stream()
                        .filter(line -> line.startsWith("incr"))
                        .map(line -> line.replaceFirst("17952386\\d\\d", "T")))
                .containsExactly(
                        "incr 0 T SELECT 0",
                        "incr 0 T SET after rewrite",
                        "incr 0 T LPUSH q 1 2 3",
                        "incr 0 T DEL q",
                        "incr 0 T FLUSHDB",
                        "incr 0 T SET post-flush 1");
        assertThat(all(folder.resolve("appendonly.aof.manifest"))).isEqualTo(told);
    }

    @Test
    void knowsOffsetDatabaseTimeAndTransactionOfEachCommand() throws IOException {
        AofReader reader = AofReader.of(stream(LOG), "log");
        List<String> told = new ArrayList<>();
        while (reader.next()) {
            told.add(reader.offset() + " " + reader.db() + " " + reader.timestamp() + " " + reader.inTransaction() + " "
                    + reader.name());
        }
        assertThat(told)
                .containsExactly(
                        "9 3 100 false SELECT",
                        "32 3 100 false SET",
                        "69 3 101 true MULTI",
                        "84 3 101 true INCR",
                        "105 3 101 true EXEC");
        assertThat(reader.good()).isEqualTo(LOG.length());
    }

    @Test
    void givesTheArgumentsAsTheyWereWritten() throws IOException {
        AofReader reader = AofReader.of(stream(LOG), "log");
        assertThat(reader.next()).isTrue();
        assertThat(reader.command()).isDeepEqualTo(new byte[][] {bytes("SELECT"), bytes("3")});
        assertThat(reader.next()).isTrue();
        assertThat(reader.command()).isDeepEqualTo(new byte[][] {bytes("set"), bytes("a"), bytes("\r\n")});
        assertThatThrownBy(reader::command).isInstanceOf(IllegalStateException.class);
        assertThat(reader.next()).isTrue();
    }

    @Test
    void goesOnBehindAnRdbPreamble() throws IOException {
        byte[] base = resource("aof-redis7.0/appendonly.aof.2.base.rdb");
        byte[] tail = bytes(LOG);
        byte[] file = Arrays.copyOf(base, base.length + tail.length);
        System.arraycopy(tail, 0, file, base.length, tail.length);
        Path single = Files.write(folder.resolve("appendonly.aof"), file);
        try (AofReader reader = AofReader.open(single)) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.kind()).isEqualTo(AofReader.Kind.ENTRY);
            while (reader.kind() == AofReader.Kind.ENTRY) {
                assertThat(reader.next()).isTrue();
            }
            assertThat(reader.offset()).isEqualTo(base.length + 9);
            assertThat(reader.name()).isEqualTo("SELECT");
        }
    }

    @Test
    void saysHowFarACutFileIsWhole() throws IOException {
        int[] ends = {0, 9, 32, 60, 69, LOG.length()};
        for (int length = 0; length <= LOG.length(); length++) {
            AofReader reader = AofReader.of(stream(LOG.substring(0, length)), "log");
            int cut = length;
            boolean whole = Arrays.stream(ends).anyMatch(end -> end == cut);
            if (whole) {
                readOn(reader);
                assertThat(reader.problem()).isEmpty();
                continue;
            }
            assertThatThrownBy(() -> readOn(reader)).isInstanceOf(BadInput.class);
            AofProblem problem = reader.problem().orElseThrow();
            assertThat(problem.kind()).isEqualTo(RdbProblem.Kind.TRUNCATED);
            assertThat(problem.offset()).isEqualTo(length);
            assertThat(problem.good())
                    .as("cut at %d", length)
                    .isEqualTo(
                            Arrays.stream(ends).filter(end -> end <= cut).max().orElseThrow());
        }
    }

    @Test
    void saysWhichTransactionIsNotComplete() throws IOException {
        AofReader reader = AofReader.of(stream(LOG.substring(0, 105)), "log");
        assertThatThrownBy(() -> readOn(reader))
                .isInstanceOf(BadInput.class)
                .hasMessage("the file ends inside the transaction that begins at byte 69, at byte 105 of log");
        assertThat(reader.problem().orElseThrow().good()).isEqualTo(69);
    }

    @Test
    void anyBytesAreReadOrRefused() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 2000; round++) {
            byte[] log = bytes(LOG);
            for (int i = 0; i <= round % 3; i++) {
                log[random.nextInt(log.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt(256) : '0' + random.nextInt(10));
            }
            AofReader reader = AofReader.of(new ByteArrayInputStream(log), "log");
            try {
                while (reader.next()) {
                    if (random.nextBoolean()) {
                        reader.command();
                    }
                }
            } catch (BadInput e) {
                assertThat(e).hasMessageContaining("at byte ");
                assertThat(reader.problem()).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aof-redis7.0", "aof-redis8.0", "aof-valkey9.1"})
    void everyCutAndEveryFlippedByteOfAFixtureIsReadOrRefused(String fixture) throws IOException {
        byte[] base = resource(fixture + "/appendonly.aof.2.base.rdb");
        byte[] tail = resource(fixture + "/appendonly.aof.2.incr.aof");
        byte[] file = Arrays.copyOf(base, base.length + tail.length);
        System.arraycopy(tail, 0, file, base.length, tail.length);
        for (int at = 0; at < file.length; at++) {
            String cut = outcome(Arrays.copyOf(file, at));
            if (at > 9 && at < base.length) {
                assertThat(cut).as("cut at %d", at).isEqualTo("TRUNCATED");
            }
            file[at] ^= (byte) (1 << (at % 8));
            String flipped = outcome(file);
            if (at < base.length) {
                assertThat(flipped).as("flipped %d", at).isNotEqualTo("whole");
            }
            file[at] ^= (byte) (1 << (at % 8));
        }
        assertThat(outcome(file)).isEqualTo("whole");
    }

    private static String outcome(byte[] file) throws IOException {
        AofReader reader = null;
        try {
            reader = AofReader.of(new ByteArrayInputStream(file), "a file");
            readOn(reader);
            return "whole";
        } catch (BadInput e) {
            assertThat(e).hasMessageContaining("at byte ").hasMessageContaining(" of a file");
            return reader == null
                    ? "no magic"
                    : reader.problem().orElseThrow().kind().name();
        }
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        manifest("file a.1.base.rdb seq 1 type b\nfile a.1.incr.aof seq 1 type i\n");
        Files.write(folder.resolve("a.1.base.rdb"), new byte[0]);
        assertThatThrownBy(() -> AofReader.open(folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a.1.incr.aof, which ")
                .hasMessageContaining("is missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file ../secret seq 1 type i",
                "file /etc/passwd seq 1 type i",
                "file .. seq 1 type i",
                "file \"..\\x2fsecret\" seq 1 type i",
                "file a seq 0 type i",
                "file a seq one type i",
                "file a seq 1 type z",
                "file a seq 1",
                "file a seq 1 type",
                "file \"a seq 1 type i",
                "# nothing",
                ""
            })
    void refusesBadManifests(String text) throws IOException {
        Files.write(folder.resolve("a"), new byte[0]);
        manifest(text + "\n");
        assertThatThrownBy(() -> AofReader.open(folder)).isInstanceOf(BadInput.class);
    }

    @Test
    void readsIncrementsInOrderAndLeavesHistoryAlone() throws IOException {
        manifest("file a.1.base.aof seq 1 type b\nfile a.1.incr.aof seq 1 type h\nfile \"a b\\x22.aof\" seq 2 type i "
                + "startoffset 3 future thing\nfile a.3.incr.aof seq 3 type i\n");
        Files.writeString(folder.resolve("a.1.base.aof"), "*1\r\n$1\r\na\r\n");
        Files.writeString(folder.resolve("a b\".aof"), "");
        Files.writeString(folder.resolve("a.3.incr.aof"), "*1\r\n$1\r\nb\r\n");
        assertThat(all(folder)).containsExactly("base 0 -1 A", "incr 0 -1 B");
    }

    @Test
    void aCutInTheMiddleOfTheFilesIsNotForgiven() throws IOException {
        manifest("file one seq 1 type i\nfile two seq 2 type i\n");
        Files.writeString(folder.resolve("one"), "*1\r\n$1\r\na");
        Files.writeString(folder.resolve("two"), "");
        try (AofReader reader = AofReader.open(folder)) {
            assertThatThrownBy(() -> readOn(reader)).isInstanceOf(BadInput.class);
            assertThat(reader.problem().orElseThrow().last()).isFalse();
        }
    }

    private void manifest(String text) throws IOException {
        Files.writeString(folder.resolve("appendonly.aof.manifest"), text);
    }

    private static List<String> all(Path place) throws IOException {
        List<String> told = new ArrayList<>();
        try (AofReader reader = AofReader.open(place)) {
            while (reader.next()) {
                boolean base = reader.part().orElseThrow().role() == AofPart.Role.BASE;
                StringBuilder line = new StringBuilder((base ? "base " : "incr ") + reader.db() + " ");
                if (reader.kind() == AofReader.Kind.ENTRY) {
                    line.append(new String(reader.base().key(), StandardCharsets.UTF_8));
                } else {
                    line.append(reader.timestamp()).append(' ').append(reader.name());
                    byte[][] command = reader.command();
                    for (int i = 1; i < command.length; i++) {
                        line.append(' ').append(new String(command[i], StandardCharsets.UTF_8));
                    }
                }
                told.add(line.toString());
            }
        }
        return told;
    }

    private static void readOn(AofReader reader) throws IOException {
        while (reader.next()) {
            // The commands do not matter here.
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(bytes(text));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = AofReaderTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
