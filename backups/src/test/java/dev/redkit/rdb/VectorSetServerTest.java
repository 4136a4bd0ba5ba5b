package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = Flavour.REDIS8)
final class VectorSetServerTest {
    private final TestServer server;

    VectorSetServerTest(TestServer server) {
        this.server = server.once(SampleKeys::write);
    }

    @Test
    void vectorsAreThoseThatTheServerGives() throws IOException {
        server.ask("SAVE");
        byte[] file = Files.readAllBytes(server.directory().resolve("dump.rdb"));
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        List<String> sets = new ArrayList<>();
        try (Wire wire = Wire.open(server.target())) {
            while (reader.next()) {
                String key = new String(reader.key(), StandardCharsets.US_ASCII);
                if (reader.vectors(new SameVectors(wire, key))) {
                    sets.add(key + " " + reader.elements());
                }
            }
        }
        assertThat(sets).containsExactlyInAnyOrder("v:NOQUANT 40", "v:Q8 40", "v:BIN 40", "v:less 1");
    }

    /** Asks the server for each vector. */
    private record SameVectors(Wire wire, String key) implements VectorWalker {
        @Override
        public void shape(Shape shape) {
            assertThat(shape.dimensions()).isEqualTo(key.equals("v:less") ? 2 : 4);
            assertThat(shape.inputDimensions()).isEqualTo(4);
            assertThat(wire.demand("VCARD", key).number()).isEqualTo(shape.elements());
        }

        @Override
        public void vector(byte[] element, byte[] attributes, float[] vector) {
            String name = new String(element, StandardCharsets.US_ASCII);
            List<byte[]> asked = Answers.flat(wire.demand("VEMB", key, name));
            assertThat(vector).hasSize(asked.size());
            for (int i = 0; i < vector.length; i++) {
                float number = Float.parseFloat(new String(asked.get(i), StandardCharsets.US_ASCII));
                assertThat(vector[i]).as("%s of %s", name, key).isCloseTo(number, within(1e-4f));
            }
            Reply json = wire.call("VGETATTR", key, name);
            assertThat(attributes).isEqualTo(json.isNil() ? new byte[0] : ((Reply.Bulk) json).bytes());
        }
    }
}
