package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.commands.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about words that redkit does not know, and who may be asked for help. */
class UsageTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    pnig                     | 'redkit' has no command 'pnig'                     | did you mean 'ping'?
                    zzz                      | 'redkit' has no command 'zzz'                      | see 'redkit --help'
                    server strat             | 'redkit server' has no command 'strat'             | did you mean 'start'?
                    server                   | 'redkit server' needs a command: start, stop, status | see 'redkit server --help'
                    ping --prot 1            | 'redkit ping' has no option '--prot'               | did you mean '--port'?
                    ping --port              | --port needs a value: PORT                         | see 'redkit ping --help'
                    ping --port x            | --port: 'x' is not a whole number                  |
                    ping --port 70000        | --port: 70000 is not between 1 and 65535           |
                    ping a b                 | 'redkit ping' does not take 'b'                    | see 'redkit ping --help'
                    ping -o jsno             | --output: 'jsno' is not one of table, json, ndjson, csv, tsv, raw, yaml | did you mean 'json'?
                    ping --timeout soon      | --timeout: 'soon' is not a time                    | write it as 250ms, 2s, 1h30m or 7d
                    ping --resp 4            | --resp: '4' is not one of 2, 3                     |
                    call                     | 'redkit call' needs COMMAND ARG                    | see 'redkit call --help'
                    call SUBSCRIBE x         | 'call' waits for one reply                         | 'redkit tail' follows
                    ping --user ann          | user 'ann' needs a password                        | give it with --askpass
                    ping --cacert x          | certificates were named, but no TLS                | add --tls
                    ping --sentinel a:1      | --sentinel needs --master NAME                     | it is the name
                    ping -u http://x         | a server's URI cannot begin with 'http://'         | schemes are
                    help zzz                 | there is no help for 'zzz'                         | see 'redkit --help'
                    completion bahs          | SHELL: 'bahs' is not one of bash, zsh, fish        | did you mean 'bash'?
                    """)
    void aWrongWordIsExplained(String line, String sentence, String hint) {
        Cli.Result result = Cli.run(line.split(" ", -1));
        assertThat(result.exit()).as(result.toString()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("redkit: " + sentence);
        if (hint != null) {
            assertThat(result.err()).contains("\nhint: " + hint);
        }
    }

    @Test
    void aBareHIsHelpAndWithAValueTheHost() {
        assertThat(Cli.run("-h").out()).startsWith("Usage: redkit ");
        assertThat(Cli.run("ping", "-h").out()).startsWith("Usage: redkit ping ");
        assertThat(Cli.run("-h", "ping").out()).startsWith("Usage: redkit ping ");
        assertThat(Cli.run("ping", "-h", "127.0.0.1", "-p", "1").exit()).isEqualTo(6);
    }

    @Test
    void everyCommandHasHelpThatIsAlsoAskedForByHelp() {
        for (String name : Catalog.names()) {
            Cli.Result result = Cli.run(name, "--help");
            assertThat(result.exit()).as(name).isZero();
            assertThat(result.out()).startsWith("Usage: redkit " + name);
            assertThat(Cli.run("help", name).out()).isEqualTo(result.out());
        }
    }

    @Test
    void helpAsksForNothingElse() {
        assertThat(Cli.run("call", "--help").exit()).isZero();
        assertThat(Cli.run("completion", "--help").exit()).isZero();
    }

    @Test
    void withoutACommandItSaysWhatThereIs() {
        Cli.Result result = Cli.run();
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("needs a command").contains("redkit --help");
    }

    @Test
    void nobodyListeningIsToldInOneSentence() {
        Cli.Result result = Cli.run("-p", "1", "ping");
        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.err())
                .startsWith("redkit: nothing listens at 127.0.0.1:1")
                .doesNotContain("\tat ");
        assertThat(Cli.run("-p", "1", "ping", "--debug").err())
                .contains("debug: target: 127.0.0.1:1")
                .contains("\tat ");
    }

    @Test
    void versionIsACommandAndAnOption() {
        assertThat(Cli.run("--version").out()).startsWith("redkit 0.").contains("lettuce", "picocli");
        assertThat(Cli.run("version", "-o", "json").out()).contains("\"redkit\": \"0.");
    }
}
