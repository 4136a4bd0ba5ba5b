package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"user mute on >secret ~* +@all -command", "user shy on >secret ~* +@all -command|docs"})
final class GrammarTest {
    private final TestServer server;

    GrammarTest(TestServer server) {
        this.server = server;
    }

    private static Grammar ask(Target target) {
        try (Wire wire = Wire.open(target)) {
            return Grammar.ask(wire);
        }
    }

    @Test
    void isTheSameOverBothProtocols() {
        Grammar two = ask(server.target().but().protocol(2).build());
        Grammar three = ask(server.target().but().protocol(3).build());
        assertThat(two.all()).isEqualTo(three.all()).hasSizeGreaterThan(300);
    }

    @Test
    void tellsWhatTheServerTells() {
        Grammar grammar = ask(server.target());
        CommandDoc set = grammar.find(List.of("set")).orElseThrow();
        assertThat(set.title()).isEqualTo("SET");
        assertThat(set.since()).isEqualTo("1.0.0");
        assertThat(set.group()).isEqualTo("string");
        assertThat(set.arity()).isEqualTo(-3);
        assertThat(set.flags()).contains("write", "denyoom");
        assertThat(set.categories()).contains("write", "string", "slow");
        assertThat(set.keys().first()).isEqualTo(1);
        assertThat(set.summary()).isNotEmpty();
        assertThat(set.syntax()).startsWith("SET key value [");
        CommandDoc config = grammar.find(List.of("CONFIG", "SET", "x")).orElseThrow();
        assertThat(config.name()).isEqualTo("config|set");
        assertThat(config.title()).isEqualTo("CONFIG SET");
        assertThat(config.categories()).contains("dangerous");
        assertThat(grammar.find(List.of("CONFIG")).orElseThrow().subcommands()).contains("get", "set");
        assertThat(grammar.find(List.of("NOPE"))).isEmpty();
        assertThat(grammar.find(List.of())).isEmpty();
    }

    @Test
    void suggestsWhatIsNear() {
        assertThat(Grammar.bundled().near("HGTALL")).first().isEqualTo("hgetall");
        assertThat(Grammar.bundled().near("xyzzyplugh")).isEmpty();
    }

    @Test
    void hasWhatComesAlongWhenItMayNotAsk() {
        assertThat(ask(server.as("mute", "secret")).all())
                .isEqualTo(Grammar.bundled().all());
        Grammar shy = ask(server.as("shy", "secret"));
        // Only what this server has, with words that are old enough for it.
        Grammar whole = ask(server.target());
        assertThat(shy.names()).containsExactlyElementsOf(whole.names());
        CommandDoc set = shy.find(List.of("SET")).orElseThrow();
        assertThat(set.summary()).isNotEmpty();
        assertThat(set.syntax()).contains("KEEPTTL");
        // Of Valkey 8.1, as the table has it.
        assertThat(set.syntax().contains("IFEQ")).isEqualTo(server.flavour() == Flavour.VALKEY9);
        assertThat(Grammar.bundled().find(List.of("SET")).orElseThrow().syntax())
                .contains("IFEQ");
    }

    @Test
    void hasHelpForEveryCommand() {
        Grammar grammar = ask(server.target());
        for (CommandDoc doc : grammar.all().values()) {
            String help = CommandHelp.of(grammar, doc, 80);
            assertThat(help).startsWith(doc.title());
            assertThat(help.lines().filter(line -> line.length() > 120))
                    .as(doc.name())
                    .isEmpty();
        }
    }

    @Test
    void explainsACommand() {
        Grammar grammar = Grammar.bundled();
        assertThat(CommandHelp.of(grammar, grammar.named("getex").orElseThrow(), 80))
                .isEqualTo("""
                GETEX key [EX seconds|PX milliseconds|EXAT unix-time-seconds|PXAT
                    unix-time-milliseconds|PERSIST]

                Returns the string value of a key after setting its expiration time.

                  since       6.2.0
                  group       string
                  complexity  O(1)
                  flags       fast write
                  categories  @fast @string @write

                Options:
                  EX seconds
                  PX milliseconds
                  EXAT unix-time-seconds
                  PXAT unix-time-milliseconds
                  PERSIST

                Examples:
                  GETEX mykey
                  GETEX mykey EX 60
                """);
    }
}
