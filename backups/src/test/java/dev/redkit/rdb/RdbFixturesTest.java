package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Kind;
import dev.redkit.entry.Nobody;
import dev.redkit.entry.ValueWalker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of five servers, and a text of what each holds: of the old two made from what they answered, else checked by hand. */
final class RdbFixturesTest {
    @ParameterizedTest
    @ValueSource(strings = {"redis2.8-v6", "redis6.2-v9", "redis7.0-v10-lru", "redis8.0-v12-lru", "valkey9.1-v80-lru"})
    void tellsWhatTheServerHeld(String name) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> key :
                Told.all(Told.fixture(name + ".rdb")).entrySet()) {
            lines.add(key.getKey() + " " + key.getValue());
        }
        String expected = new String(Told.fixture(name + ".txt"), StandardCharsets.UTF_8);
        assertThat(String.join("\n", lines) + "\n").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis2.8-v6", "redis6.2-v9", "redis7.0-v10-lru", "redis8.0-v12-lru", "valkey9.1-v80-lru"})
    void skippingCheckingAndCopyingEndAtTheSameByte(String name) throws IOException {
        byte[] file = Told.fixture(name + ".rdb");
        RdbReader walking = open(file);
        RdbReader skipping = open(file);
        RdbReader checking = RdbReader.open(new ByteArrayInputStream(file), "a file", 0);
        RdbReader copying = open(file);
        while (walking.next()) {
            walking.entry().value().walk(new Nobody());
            assertThat(skipping.next() && checking.next() && copying.next()).isTrue();
            checking.check();
            ByteArrayOutputStream copy = new ByteArrayOutputStream();
            copying.copyValue(copy);
            assertThat(checking.position()).isEqualTo(walking.position());
            assertThat(copying.position()).isEqualTo(walking.position());
            if (walking.type().kind() != Kind.MODULE) {
                assertThat(checking.elements()).isEqualTo(walking.elements());
            }
            assertThat(copy.size()).isEqualTo((int) copying.valueBytes());
            assertThat(skipping.key()).isEqualTo(walking.key());
            dumped(copying, copy.toByteArray());
        }
        assertThat(skipping.next() || checking.next() || copying.next()).isFalse();
        for (RdbReader reader : List.of(walking, skipping, checking, copying)) {
            assertThat(reader.checksum()).isEqualTo(RdbReader.Checksum.RIGHT);
            assertThat(reader.position()).isEqualTo(file.length);
        }
    }

    @Test
    void tellsVectorsOfAPayloadToo() throws IOException {
        RdbReader reader = open(Told.fixture("redis8.0-v12-lru.rdb"));
        List<String> told = new ArrayList<>();
        while (reader.next()) {
            if (reader.module().isPresent()) {
                reader.entry().value().walk(new ValueWalker() {
                    @Override
                    public void payload(byte[] dump) throws IOException {
                        assertThat(DumpReader.of(dump, "a payload").vectors(new ToldVectors(told)))
                                .isTrue();
                    }
                });
            }
        }
        assertThat(told)
                .containsExactly(
                        "4 of BINARY",
                        "x [1.0, 1.0, 1.0, 1.0]",
                        "3 of INT8",
                        "e2 [0.0, 1.0, 0.0]",
                        "e1{\"y\":1} [1.0, 0.503937, -1.0]");
    }

    private record ToldVectors(List<String> told) implements VectorWalker {
        @Override
        public void shape(Shape shape) {
            told.add(shape.dimensions() + " of " + shape.quantization());
        }

        @Override
        public void vector(byte[] element, byte[] attributes, float[] vector) {
            told.add(Told.shown(element) + Told.shown(attributes) + " " + Arrays.toString(vector));
        }
    }

    /** What stands in the file, as a payload of DUMP, must be the same value. */
    private static void dumped(RdbReader reader, byte[] value) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(reader.type().id());
        payload.write(value);
        byte[] dump = DumpReader.footed(payload, reader.format().version());
        DumpReader read = DumpReader.of(dump, "a payload");
        assertThat(read.type()).isEqualTo(reader.type());
        read.check();
        read.walk(new Nobody());
    }

    private static RdbReader open(byte[] file) throws IOException {
        return RdbReader.open(new ByteArrayInputStream(file), "a file");
    }
}
