package dev.redkit.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.wire.CommandBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands of the himport lane, against the protocol as Redis 8.10 documents it. */
final class ImportsTest {
    private final Imports imports = new Imports();
    private final Change change = new Change();
    private final CommandBuffer buffer = new CommandBuffer(64);

    private void add(String key, long ttl, String... fieldsAndValues) {
        byte[] name = key.getBytes(UTF_8);
        change.begin(Structure.HASH, name, 0, name.length);
        for (String word : fieldsAndValues) {
            change.arg(word.getBytes(UTF_8));
        }
        change.ttl(ttl);
        imports.add(change, 1);
    }

    private void add(String key, String... fieldsAndValues) {
        add(key, Change.NO_EXPIRY, fieldsAndValues);
    }

    /** What is ready, each command's words with spaces between. */
    private List<String> commands() {
        List<String> all = new ArrayList<>();
        imports.await(buffer);
        while (imports.take()) {
            String[] lines = new String(buffer.array(), 0, buffer.length(), UTF_8).split("\r\n");
            all.add(String.join(
                    " ",
                    Arrays.stream(lines)
                            .filter(line -> !line.matches("[*$]\\d+"))
                            .toList()));
            buffer.clear();
            imports.await(buffer);
        }
        return all;
    }

    private String prepared() {
        return Arrays.stream(imports.prepare())
                .map(word -> new String(word, UTF_8))
                .reduce("", (a, b) -> a + " " + b);
    }

    @Test
    void preparesTheFieldsOfTheFullestOfTheFirstRecords() {
        add("u:1", "name", "Ada");
        add("u:2", "name", "Bob", "age", "36");
        add("u:3", "city", "Bonn");
        assertThat(prepared()).isEqualTo(" HIMPORT PREPARE redkit name age");
        assertThat(commands())
                .containsExactly(
                        "UNLINK u:1", "HSET u:1 name Ada",
                        "UNLINK u:2", "HSET u:2 name Bob age 36",
                        "UNLINK u:3", "HSET u:3 city Bonn");
    }

    @Test
    void sendsOnlyTheValuesOfWhatHasTheFieldsAndTheRestInItsPlace() {
        add("u:1", "name", "Ada", "age", "36");
        imports.prepare();
        commands();
        add("u:2", "name", "Bob", "age", "40");
        add("u:2", "name", "Bob");
        add("u:2", "age", "41", "name", "Bob");
        add("u:2", "name", "Bo", "age", "42");
        assertThat(commands())
                .containsExactly(
                        "HIMPORT SET u:2 redkit Bob 40",
                        "UNLINK u:2",
                        "HSET u:2 name Bob",
                        "UNLINK u:2",
                        "HSET u:2 age 41 name Bob",
                        "HIMPORT SET u:2 redkit Bo 42");
    }

    @Test
    void writesTheBytesThatAreDocumented() {
        add("u:1", "name", "Ada");
        imports.prepare();
        commands();
        CommandBuffer out = new CommandBuffer(64);
        imports.await(out);
        add("u:2", "name", "B\n");
        assertThat(imports.take()).isTrue();
        assertThat(new String(out.array(), 0, out.length(), UTF_8))
                .isEqualTo("*5\r\n$7\r\nHIMPORT\r\n$3\r\nSET\r\n$3\r\nu:2\r\n$6\r\nredkit\r\n$2\r\nB\n\r\n");
        assertThat(CommandWords.key(Arrays.copyOf(out.array(), out.length()))).isEqualTo("u:2".getBytes(UTF_8));
    }

    @Test
    void setsTheTimeToLiveAfterTheHash() {
        add("u:1", "name", "Ada");
        imports.prepare();
        commands();
        add("u:2", 5_000, "name", "Bob");
        assertThat(commands()).containsExactly("HIMPORT SET u:2 redkit Bob", "PEXPIRE u:2 5000");
    }

    @Test
    void preparesNoFieldTwiceAndNothingWhenThereIsNothing() {
        assertThat(prepared()).isEmpty();
        Imports others = new Imports();
        byte[] key = {'k'};
        change.begin(Structure.HASH, key, 0, 1);
        for (String word : List.of("a", "1", "a", "2")) {
            change.arg(word.getBytes(UTF_8));
        }
        others.add(change, 1);
        assertThat(others.prepare()).isEmpty();
    }
}
