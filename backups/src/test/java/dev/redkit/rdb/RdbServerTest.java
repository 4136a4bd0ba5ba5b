package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server writes a file; what the reader finds in it is what the server answers. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class RdbServerTest {
    private final TestServer server;

    RdbServerTest(TestServer server) {
        this.server = server.once(SampleKeys::write);
    }

    @Test
    void everyKeyIsWhatTheServerSays() throws IOException {
        Map<String, String> told = Told.all(saved());
        try (Wire wire = Wire.open(server.target())) {
            int keys = 0;
            for (String db : new String[] {"0", "7"}) {
                wire.demand("SELECT", db);
                for (byte[] key : Answers.flat(wire.demand("KEYS", "*"))) {
                    keys++;
                    String name = db + ":" + Told.shown(key);
                    String asked = Answers.of(wire, key);
                    assertThat(asked).as(name).isNotEmpty();
                    assertThat(sorted(told.get(name))).as(name).isEqualTo(sorted(asked));
                }
            }
            assertThat(told).hasSize(keys);
        }
    }

    @Test
    void everyTypeOfThisServerIsInTheFile() throws IOException {
        Set<RdbType> seen = EnumSet.noneOf(RdbType.class);
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(saved()), "a file", 512);
        while (reader.next()) {
            seen.add(reader.type());
            reader.check();
        }
        assertThat(seen).contains(RdbType.STRING, RdbType.LIST_QUICKLIST_2, RdbType.SET, RdbType.SET_INTSET);
        assertThat(seen).contains(RdbType.HASH, RdbType.HASH_LISTPACK, RdbType.ZSET_2, RdbType.ZSET_LISTPACK);
        assertThat(seen).anyMatch(type -> type.kind() == Kind.STREAM);
        switch (server.flavour()) {
            case REDIS8 ->
                assertThat(seen).contains(RdbType.HASH_METADATA, RdbType.HASH_LISTPACK_EX, RdbType.SET_LISTPACK);
            case VALKEY9 -> assertThat(seen).contains(RdbType.HASH_2, RdbType.SET_LISTPACK);
            default -> assertThat(seen).contains(RdbType.STREAM_LISTPACKS_2);
        }
        assertThat(reader.checksum()).isEqualTo(RdbReader.Checksum.RIGHT);
    }

    @Test
    void dumpedValuesAreTheSame() throws IOException {
        Map<String, String> told = Told.all(saved());
        try (Wire wire = Wire.open(server.target())) {
            for (byte[] key : Answers.flat(wire.demand("KEYS", "*"))) {
                byte[] dump = ((Reply.Bulk) wire.call(Told.ascii("DUMP"), key)).bytes();
                DumpReader payload = DumpReader.of(dump, "a payload");
                payload.check();
                String value = Told.of(payload).replaceFirst(" payload of .*", "");
                assertThat(told.get("0:" + Told.shown(key))).startsWith(value);
            }
        }
    }

    @Test
    void aFileWithoutChecksumIsReadToo() throws IOException {
        byte[] file = saved();
        Arrays.fill(file, file.length - 8, file.length, (byte) 0);
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        int expiring = 0;
        while (reader.next()) {
            reader.check();
            expiring += reader.expireAt() == Entry.NEVER ? 0 : 1;
        }
        assertThat(reader.checksum()).isEqualTo(RdbReader.Checksum.DISABLED);
        assertThat(expiring).isGreaterThan(0);
    }

    private byte[] saved() throws IOException {
        assertThat(server.ask("SAVE").text()).isEqualTo("OK");
        return Files.readAllBytes(server.directory().resolve("dump.rdb"));
    }

    /** Sets and hashes have no order. */
    private static List<String> sorted(String told) {
        List<String> words = List.of(told.split(" ", -1));
        return told.startsWith("set ") || told.startsWith("hash ")
                ? words.stream().sorted().toList()
                : words;
    }
}
