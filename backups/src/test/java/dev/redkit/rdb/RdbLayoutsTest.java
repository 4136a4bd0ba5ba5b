package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Layouts that no server at hand writes, put together byte by byte from the description of the format. */
final class RdbLayoutsTest {
    private static final String LATER = "{\u00d8\u00c3,\u00bb\3\0\0"; // 4102444800123

    @Test
    void readsWhatRedis2Wrote() throws IOException {
        String zipmap = "\2\1a\1\0" + "1" + "\1b\3\2two\0\0\u00ff";
        assertThat(value("REDIS0002", '\11', string(zipmap))).isEqualTo("hash a=1 b=two");
        assertThat(value("REDIS0001", '\1', "\2\1a\1b")).isEqualTo("list a b");
        assertThat(value("REDIS0001", '\2', "\2\1a\u00c0\5")).isEqualTo("set a 5");
        assertThat(value("REDIS0001", '\3', "\4\1a\0031.5\1b\u00fe\1c\u00ff\1d\2-2"))
                .isEqualTo("zset c=-Infinity d=-2.0 a=1.5 b=Infinity");
        assertThat(value("REDIS0002", '\4', "\1\1a\1b")).isEqualTo("hash a=b");
    }

    @Test
    void readsZiplists() throws IOException {
        String entries = ziplist("\1a", "\u00c090", "\u00fe\u00fb", "\u00f5", "\u00d0\1\0\1\0", "\u00f0\0\0\u0080");
        assertThat(value("REDIS0004", '\12', string(entries))).isEqualTo("list a 12345 -5 4 65537 -8388608");
        assertThat(value("REDIS0007", '\16', "\2" + string(entries) + string(ziplist("\1z"))))
                .isEqualTo("list a 12345 -5 4 65537 -8388608 z");
        assertThat(value("REDIS0004", '\14', string(ziplist("\1a", "\4-inf", "\1b", "\u00f2", "\1c", "\0032.5"))))
                .isEqualTo("zset a=-Infinity b=1.0 c=2.5");
        assertThat(value("REDIS0004", '\15', string(ziplist("\1f", "\u00e0\0\0\0\0\0\0\0\u0080"))))
                .isEqualTo("hash f=-9223372036854775808");
        String longText = "x".repeat(300);
        assertThat(value("REDIS0004", '\12', string(ziplist("A," + longText, "\1b"))))
                .startsWith("list xxx")
                .endsWith("…300 b");
    }

    @Test
    void refusesZiplistsThatDoNotAddUp() {
        String good = ziplist("\1a", "\1b");
        for (int at = 0; at < good.length(); at++) {
            char[] bad = good.toCharArray();
            bad[at] = (char) (bad[at] ^ 0x55);
            if (at == 12 || at == 15) {
                continue; // the letters
            }
            assertThatThrownBy(() -> value("REDIS0004", '\12', string(new String(bad))))
                    .as("flipped byte %d", at)
                    .isInstanceOf(BadInput.class);
        }
    }

    /** Redis spends a byte too many on the largest number of each size, Valkey 9 does not. */
    @ParameterizedTest
    @ValueSource(strings = {"\u007f\u00ff", "\0\u00ff\u00ff"})
    void readsBothLengthsOfAnEntryOnTheEdge(String backLength) throws IOException {
        int length = 16_383 - 5;
        String entry = "\u00f0" + little(length) + "x".repeat(length) + backLength;
        String listpack = little(7 + entry.length() + 2) + "\2\0" + entry + "\1\1\u00ff";
        assertThat(value("REDIS0010", '\20', string(listpack))).matches("hash x+…16378=1");
        String wrong = listpack.replace(backLength + "\1\1", "~\u00ff\1\1" + "\1".repeat(backLength.length() - 2));
        assertThatThrownBy(() -> value("REDIS0010", '\20', string(wrong))).hasMessageContaining("from behind");
    }

    @Test
    void readsStreamsOfAllVersions() throws IOException {
        String id = "\20" + "\0\0\0\0\0\0\0\5" + "\0\0\0\0\0\0\0\0";
        String node = listpack("\1", "\0", "\1", "\u0081f", "\0", "\2", "\0", "\1", "\u0081v", "\4");
        String raw = "\0\0\0\0\0\0\0\5" + "\0\0\0\0\0\0\0\1";
        String head = "\1" + id + string(node) + "\1\5\1";
        String pending = "\1" + raw + LATER + "\2";
        String told = "stream 5-1{f=v} last 5-1 first 5-1 deleted ";
        String tail = " consumer c pending 5-1 of c x2";
        assertThat(value("REDIS0009", '\17', head + "\1\1g\5\1" + pending + "\1\1c" + LATER + "\1" + raw))
                .isEqualTo(told + "0-0 added 1 group g at 5-1 read -1" + tail);
        String two = head + "\5\1\3\7\11\1\1g\5\1\6" + pending + "\1\1c" + LATER;
        assertThat(value("REDIS0010", '\23', two + "\1" + raw))
                .isEqualTo(told + "3-7 added 9 group g at 5-1 read 6" + tail);
        String three = two + LATER + "\1" + raw;
        assertThat(value("REDIS0011", '\25', three)).isEqualTo(told + "3-7 added 9 group g at 5-1 read 6" + tail);
        String producers = "\12\44\1\3pid\1\3iid\5\1\0\0";
        assertThat(value("REDIS0013", '\32', three + producers))
                .isEqualTo(told + "3-7 added 9 group g at 5-1 read 6" + tail);
        String owned = two + LATER + "\1" + raw + "\0";
        assertThat(value("REDIS0014", '\33', owned + producers))
                .isEqualTo(told + "3-7 added 9 group g at 5-1 read 6" + tail);
        String nobodys = two + LATER + "\0\1" + raw;
        assertThat(value("REDIS0014", '\33', nobodys + producers)).endsWith(" consumer c pending 5-1 of  x2");
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "0, 1", "1, 1"})
    void refusesStreamsThatDoNotAddUp(int live, int deleted) {
        String id = "\20" + "\0\0\0\0\0\0\0\5" + "\0\0\0\0\0\0\0\0";
        String node = listpack("" + (char) live, "" + (char) deleted, "\0", "\0", "\2", "\0", "\1", "\3");
        assertThatThrownBy(() -> value("REDIS0009", '\17', "\1" + id + string(node) + "\1\5\1\0"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("another number of messages");
    }

    @Test
    void readsFieldsThatExpire() throws IOException {
        assertThat(value("REDIS0012", '\26', "\2\u0081\0\0\3\u00bb,\u00c3\u00d8{\1a\1b\0\1c\1d"))
                .isEqualTo("hash a=b@4102444800123 c=d");
        String threes = listpack("\u0081a", "\1", "\u00f4" + LATER, "\u0081b", "\2", "\0");
        assertThat(value("REDIS0012", '\27', string(threes))).isEqualTo("hash a=1@4102444800123 b=2");
        assertThat(value("REDIS0012", '\30', LATER + "\2\1\1a\1b\13\1c\1d"))
                .isEqualTo("hash a=b@4102444800123 c=d@4102444800133");
        assertThat(value("VALKEY080", '\26', "\1\1a\1b" + LATER)).isEqualTo("hash a=b@4102444800123");
    }

    @Test
    void readsHashesWithSharedNames() throws IOException {
        String template = "\u00f2\7\2\1a\1b";
        assertThat(told("REDIS0015" + template + "\36\1k" + string(listpack("\7", "\1", "\u0081x"))))
                .containsExactly("0 k hash a=1 b=x");
        assertThat(told("REDIS0015" + template + "\40\1k\7\1p\1q")).containsExactly("0 k hash a=p b=q");
        assertThat(value(
                        "REDIS0015",
                        '\35',
                        "\0" + string(listpack("\u0081a", "\u0081b")) + string(listpack("\7", "\1", "\2"))))
                .isEqualTo("hash a=1 b=2");
        assertThat(value("REDIS0015", '\37', "\1\2\1a\1b\1p\1q")).isEqualTo("hash a=p b=q");
        assertThatThrownBy(() -> told("REDIS0015" + "\40\1k\7\1p\1q")).hasMessageContaining("template 7");
    }

    @Test
    void carriesWhatHasNoElementsAsAWhole() throws IOException {
        String array = "\2\1\5\0\0\1x\1\1\1\0\0\0\0\0\0\0";
        assertThat(value("REDIS0014", '\34', array))
                .isEqualTo("module payload of " + (1 + array.length() + 10) + " bytes");
        assertThat(value("REDIS0015", '\41', "\5")).isEqualTo("module payload of 12 bytes");
        assertThat(value("VALKEY081", '\27', "\1\1p\1\1a\1b")).isEqualTo("module payload of 19 bytes");
    }

    @Test
    void readsEveryRecordBesideKeys() throws IOException {
        String module = "\u0081\u0095\u0096U\u00b2\u0082h \1"; // any nine letters
        String file = "\u00fa\1a\1b" + "\u00f5\3lib" + "\u00f7" + module + "\2\2"
                + "\1\1\2\2\3\0\0\0\0\4\0\0\0\0\0\0\0\0\5\1x\0" + "\u00fe\3\u00fb\1\0" + "\u00f4\7\1\0"
                + "\u00fd\1\0\0\0\u00f9\11" + "\u00f3\1\0\0\0\0\2\5\0" + "\0\1k\1v";
        StringBuilder heard = new StringBuilder();
        RdbReader reader = open(finished("REDIS0013" + file)).listener(new RdbListener() {
            @Override
            public void aux(byte[] name, byte[] value) {
                heard.append("aux ").append(Told.shown(name)).append('=').append(Told.shown(value));
            }

            @Override
            public void database(int db) {
                heard.append(" db ").append(db);
            }

            @Override
            public void sizes(long keys, long expiring) {
                heard.append(" sizes ").append(keys).append('/').append(expiring);
            }

            @Override
            public void slot(int slot, long keys, long expiring) {
                heard.append(" slot ").append(slot);
            }

            @Override
            public void function(byte[] source) {
                heard.append(" function ").append(Told.shown(source));
            }

            @Override
            public OutputStream moduleAux(String name) {
                heard.append(" module ").append(name.length());
                return OutputStream.nullOutputStream();
            }
        });
        assertThat(reader.next()).isTrue();
        assertThat(heard).hasToString("aux a=b function lib module 9 db 3 sizes 1/0 slot 7");
        assertThat(reader.expireAt()).isEqualTo(1000);
        assertThat(reader.frequency()).isEqualTo(9);
        assertThat(reader.slot()).isEqualTo(7);
        assertThat(reader.db()).isEqualTo(3);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void readsWhatOnlyValkeyHas() throws IOException {
        String slots = "\u00f3\5job-1\1\0P\5";
        String update = "\u00f2*2\r\n$3\r\nDEL\r\n$1\r\nx\r\n";
        assertThat(told("VALKEY081" + slots + "\u00f8\5\0\1k\1v" + update)).containsExactly("0 k string v");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REDIS0080", "VALKEY079", "REDIS0000", "REDISabcd", "RADIS0009", "VALKEYxyz", "123456789"})
    void refusesOtherMagicNumbers(String magic) {
        assertThatThrownBy(() -> told(magic)).isInstanceOf(BadInput.class).hasMessageContaining("at byte 0 of a file");
    }

    @Test
    void namesAnUnknownTypeAndSaysWhetherTheFileIsNewer() throws IOException {
        assertProblem("REDIS0012\0\1k\1v\u0096\1k", RdbProblem.Kind.DAMAGED, 14, "unknown type 150 (Redis RDB 12)");
        assertProblem("REDIS0079\0\1k\1v\u0096\1k", RdbProblem.Kind.UNKNOWN, 14, "unknown type 150 (Redis RDB 79)");
        assertProblem("REDIS0012\6\1k\1v", RdbProblem.Kind.UNKNOWN, 12, "module format");
    }

    @Test
    void readsAFileOfANewerVersionWithoutNewThings() throws IOException {
        assertThat(told("REDIS0079\0\1k\1v")).containsExactly("0 k string v");
    }

    @Test
    void refusesAScoreThatIsNoNumber() {
        assertThatThrownBy(() -> value("REDIS0009", '\3', "\1\1a\u00fd")).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> value("REDIS0009", '\5', "\1\1a\1\0\0\0\0\0\u00f8\u007f"))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> value("REDIS0010", '\21', string(listpack("\u0081a", "\u0083nan"))))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> value("REDIS0010", '\21', string(listpack("\u0081a", "\2", "\u0081b", "\1"))))
                .hasMessageContaining("not in order");
        assertThatThrownBy(() -> value("REDIS0010", '\20', string(listpack("\u0081a", "\2", "\u0081a", "\1"))))
                .hasMessageContaining("twice");
    }

    private static void assertProblem(String file, RdbProblem.Kind kind, long offset, String what) throws IOException {
        RdbReader reader = open(finished(file));
        assertThatThrownBy(() -> {
                    while (reader.next()) {
                        reader.check();
                    }
                })
                .isInstanceOf(BadInput.class);
        RdbProblem problem = reader.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo(kind);
        assertThat(problem.offset()).isEqualTo(offset);
        assertThat(problem.what()).contains(what);
    }

    private static String value(String magic, char type, String value) throws IOException {
        return told(magic + type + "\1k" + value).get(0).replaceFirst("0 k ", "");
    }

    /** Reads the file in all ways, which must agree about where its values end. */
    private static List<String> told(String content) throws IOException {
        byte[] file = finished(content);
        RdbReader checking = open(file);
        RdbReader copying = open(file);
        RdbReader reader = open(file);
        List<String> told = new ArrayList<>();
        while (reader.next()) {
            told.add(reader.db() + " " + Told.shown(reader.key()) + " "
                    + Told.of(reader.entry().value()));
            assertThat(checking.next() && copying.next()).isTrue();
            checking.check();
            copying.copyValue(new ByteArrayOutputStream());
            assertThat(checking.position()).isEqualTo(reader.position());
            assertThat(copying.position()).isEqualTo(reader.position());
        }
        assertThat(reader.position()).isEqualTo(file.length);
        return told;
    }

    private static RdbReader open(byte[] file) throws IOException {
        return RdbReader.open(new ByteArrayInputStream(file), "a file");
    }

    private static byte[] finished(String content) {
        byte[] bytes = Told.ascii(content + "\u00ff");
        boolean hasChecksum = bytes[5] != '0' || bytes[6] != '0' || bytes[7] != '0' || bytes[8] >= '5';
        byte[] file = Arrays.copyOf(bytes, bytes.length + (hasChecksum ? 8 : 0));
        long sum = Crc64.update(0, bytes, 0, bytes.length);
        for (int i = bytes.length; i < file.length; i++) {
            file[i] = (byte) (sum >>> (8 * (i - bytes.length)));
        }
        return file;
    }

    private static String string(String bytes) {
        int length = bytes.length();
        if (length > 0x3fff) {
            return "\u0080\0\0" + (char) (length >>> 8) + (char) (length & 0xff) + bytes;
        }
        return length < 64
                ? (char) length + bytes
                : "" + (char) (0x40 | (length >>> 8)) + (char) (length & 0xff) + bytes;
    }

    private static String listpack(String... entries) {
        StringBuilder text = new StringBuilder();
        for (String entry : entries) {
            text.append(entry).append((char) entry.length());
        }
        int size = 7 + text.length();
        return "" + (char) size + "\0\0\0" + (char) entries.length + "\0" + text + "\u00ff";
    }

    private static String ziplist(String... entries) {
        StringBuilder text = new StringBuilder();
        int before = 0;
        int tail = 10;
        for (String entry : entries) {
            tail = 10 + text.length();
            String link = before < 254
                    ? "" + (char) before
                    : "\u00fe" + (char) (before & 0xff) + (char) (before >>> 8) + "\0\0";
            text.append(link).append(entry);
            before = link.length() + entry.length();
        }
        int size = 11 + text.length();
        return little(size) + little(tail) + (char) entries.length + "\0" + text + "\u00ff";
    }

    private static String little(int value) {
        return "" + (char) (value & 0xff) + (char) (value >>> 8) + "\0\0";
    }
}
