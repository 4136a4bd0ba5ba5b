package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.grammar.CommandDoc.KeyRange;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The table that comes along knows what servers know. {@code mvn test -pl core -Pmatrix -Dredkit.servers=…
 * -Dredkit.generate=true -Dtest=BundledTableTest} writes it anew, from a Valkey (its words are under the BSD licence).
 */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.VALKEY9})
final class BundledTableTest {
    private static final Path FILE = Path.of("src/main/resources/dev/redkit/grammar", BundledTable.RESOURCE);

    private final TestServer server;
    private final Grammar live;

    BundledTableTest(TestServer server) {
        this.server = server;
        try (Wire wire = Wire.open(server.target())) {
            live = Grammar.ask(wire);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "redkit.generate", matches = "true")
    void isWritten() throws IOException {
        if (server.flavour() == Flavour.VALKEY9) {
            Files.writeString(FILE, text(live));
        }
    }

    @Test
    void knowsEveryCommandOfTheServer() {
        assertThat(Grammar.bundled().all().keySet()).containsAll(live.all().keySet());
    }

    @Test
    void saysWhatTheServerSaidThatItWasMadeFrom() {
        if (server.flavour() == Flavour.VALKEY9) {
            assertThat(text(Grammar.bundled()))
                    .as("regenerate with -Dredkit.generate=true")
                    .isEqualTo(text(live));
        } else {
            live.all().forEach((name, doc) -> {
                CommandDoc ours = Grammar.bundled().all().get(name);
                assertThat(ours.keys()).as(name).isEqualTo(doc.keys());
                assertThat(ours.flags().contains("write"))
                        .as(name)
                        .isEqualTo(doc.flags().contains("write"));
            });
        }
    }

    private static String text(Grammar grammar) {
        StringBuilder text = new StringBuilder();
        text.append(
                "# The commands of Valkey 9.1 in its own words (BSD 3-clause licence). Made by BundledTableTest.\n");
        for (Map.Entry<String, CommandDoc> one : grammar.all().entrySet()) {
            CommandDoc doc = one.getValue();
            line(
                    text,
                    "",
                    doc.name(),
                    doc.summary(),
                    doc.since(),
                    doc.group(),
                    doc.complexity(),
                    Integer.toString(doc.arity()),
                    String.join(",", new TreeSet<>(doc.flags())),
                    String.join(",", new TreeSet<>(doc.categories())),
                    doc.keys().equals(KeyRange.NONE) ? "" : range(doc.keys()),
                    doc.deprecatedSince(),
                    doc.replacedBy());
            doc.arguments().forEach(argument -> argument(text, argument, " "));
        }
        return text.toString();
    }

    private static String range(KeyRange keys) {
        return keys.first() + "," + keys.last() + "," + keys.step();
    }

    private static void argument(StringBuilder text, Argument argument, String indent) {
        String flags = (argument.optional() ? "?" : "")
                + (argument.multiple() ? "*" : "")
                + (argument.multipleToken() ? "+" : "");
        line(text, indent, argument.name(), argument.type().written(), argument.token(), flags, argument.since());
        argument.parts().forEach(part -> argument(text, part, indent + " "));
    }

    private static void line(StringBuilder text, String indent, String... columns) {
        for (String column : columns) {
            assertThat(column).doesNotContain("\t", "\n");
        }
        text.append(indent).append(String.join("\t", columns).stripTrailing()).append('\n');
    }
}
