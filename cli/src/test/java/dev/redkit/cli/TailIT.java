package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.Signals;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tail} and {@code publish} as people run them: in pipes, in CI steps, until Ctrl-C. */
@RedisServer
final class TailIT {
    private final TestServer server;

    @TempDir
    private Path folder;

    TailIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Program redkit(String... words) {
        return Program.redkit(words).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    private Program shell(String line) {
        return Program.shell(line).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    private void awaitSubscriber(String channel) {
        Eventually.holds(
                () -> server.ask("PUBSUB", "NUMSUB", channel).items().get(1).number() > 0, () -> "a subscriber");
    }

    @Test
    void passesACiStepWhenWhatItWaitsForCame() {
        try (Program.Running tail = redkit("tail", "jobs", "--until", "\"status\":\"done\"", "--for", "60s")
                .start()) {
            awaitSubscriber("jobs");
            server.ask("PUBLISH", "jobs", "{\"status\":\"busy\"}");
            server.ask("PUBLISH", "jobs", "{\"status\":\"done\"}");
            server.ask("PUBLISH", "jobs", "too late");
            Program.Result result = tail.await();
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out()).isEqualTo("jobs {\"status\":\"busy\"}\njobs {\"status\":\"done\"}\n");
        }
    }

    @Test
    void failsACiStepWhenItDidNotCome() {
        Program.Result result =
                redkit("tail", "jobs", "--until", "done", "--for", "200ms").run();
        Outcome.failed(result, 3, "no message with 'done' came in time");
    }

    @Test
    void carriesADataChannelThroughAProgramToAnother() throws IOException {
        int count = 2000;
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            lines.append("{\"value\": ").append(i).append("}\n");
        }
        try (Program.Running results = redkit("tail", "result_channel", "-o", "raw", "--count", Integer.toString(count))
                        .start();
                Program.Running chain = shell("redkit tail data_channel -o raw --count " + count
                                + " | sed -u 's/value/result/' | redkit publish result_channel -o ndjson")
                        .start()) {
            awaitSubscriber("result_channel");
            awaitSubscriber("data_channel");
            Program.Result published = redkit("publish", "data_channel", "-o", "ndjson", "--rate", "20k/s")
                    .stdin(lines.toString())
                    .run();
            assertThat(published.out()).contains("\"published\":" + count + ",\"receivers\":" + count);
            assertThat(chain.await().out()).contains("\"published\":" + count + ",\"receivers\":" + count);
            assertThat(results.await().out()).isEqualTo(lines.toString().replace("value", "result"));
        }
    }

    @Test
    void losesAndDoublesNothingWhenTheMiddleOfAChainIsKilled() {
        long count = 5000;
        server.ask("EVAL", "for i=1," + count + " do redis.call('XADD',KEYS[1],i..'-0','payload',i) end", "1", "in");
        String chain = "redkit tail --stream in --group g --from 0 --field payload --template '{id}\\t{payload}'"
                + " --count %d | sh -c 'echo $$ >" + folder + "/pid; exec awk \"{ print; fflush(); if (%d && NR > 500)"
                + " system(\\\"sleep 0.01\\\") }\"' | redkit publish --stream out --ack in --group g -o ndjson";
        try (Program.Running first = shell(String.format(chain, count, 1)).start()) {
            Eventually.holds(() -> server.ask("XLEN", "out").number() > 500, () -> "some results");
            assertThat(shell("kill -9 $(cat " + folder + "/pid)").run().exit()).isZero();
            first.await();
        }
        long done = server.ask("XLEN", "out").number();
        assertThat(done).isLessThan(count);
        Program.Result second = shell(String.format(chain, count - done, 0)).run();
        assertThat(second.out()).contains("\"present_already\":0").contains("\"refused\":0");
        assertThat(server.ask("XLEN", "out").number()).isEqualTo(count);
        assertThat(server.ask("XPENDING", "in", "g").items().get(0).number()).isZero();
        Object sum = server.ask(
                        "EVAL",
                        "local s=0 for _,e in ipairs(redis.call('XRANGE',KEYS[1],'-','+')) do s=s+e[2][2] end return s",
                        "1",
                        "out")
                .number();
        assertThat(sum).isEqualTo(count * (count + 1) / 2);
    }

    @Test
    void savesAndReplaysTheSameMessagesInTheSameOrder() throws IOException {
        Path file = folder.resolve("capture.ndjson");
        byte[] wild = {(byte) 0xff, 0, '\n', 'x'};
        try (Program.Running tail = redkit("tail", "--pattern", "*", "--save", file.toString(), "--count", "51")
                        .start();
                Wire wire = Wire.open(server.target())) {
            Eventually.holds(() -> server.ask("PUBSUB", "NUMPAT").number() > 0, () -> "a subscriber");
            for (int i = 0; i < 50; i++) {
                wire.call("PUBLISH", "c" + i % 3, "message " + i);
            }
            wire.call("PUBLISH".getBytes(StandardCharsets.US_ASCII), new byte[] {'w'}, wild);
            assertThat(tail.await().exit()).isZero();
        }
        Path again = folder.resolve("again.ndjson");
        try (Program.Running tail = redkit("tail", "--pattern", "*", "--save", again.toString(), "--count", "51")
                .start()) {
            Eventually.holds(() -> server.ask("PUBSUB", "NUMPAT").number() > 0, () -> "a subscriber");
            Program.Result replayed = redkit("publish", "--replay", file.toString(), "-o", "ndjson")
                    .run();
            assertThat(replayed.out()).contains("\"published\":51,\"receivers\":51");
            assertThat(tail.await().exit()).isZero();
        }
        assertThat(messages(again)).isEqualTo(messages(file)).hasSize(51);
    }

    private static List<String> messages(Path capture) throws IOException {
        return Files.readAllLines(capture).stream()
                .map(line -> line.replaceFirst("\"at\":\\d+,", ""))
                .toList();
    }

    @Test
    void endsWith130AfterCtrlCAndHasWrittenEverything() {
        try (Program.Running tail = redkit("tail", "jobs", "-o", "json", "-v").start()) {
            awaitSubscriber("jobs");
            server.ask("PUBLISH", "jobs", "one");
            Eventually.holds(() -> tail.out().contains("one"), () -> "a message");
            Signals.send("INT", tail.pid());
            Program.Result result = tail.await();
            assertThat(result.exit()).isEqualTo(130);
            assertThat(result.out()).startsWith("[\n").endsWith("\"payload\":\"one\"}\n]\n");
            assertThat(result.err()).contains("1 messages in");
        }
    }

    @Test
    void endsQuietlyWhenNobodyReadsAnyMore() {
        try (Program.Running chain = shell("(redkit tail jobs -o raw; echo $? >" + folder + "/exit) | head -n 1")
                .start()) {
            awaitSubscriber("jobs");
            Eventually.holds(
                    () -> {
                        server.ask("PUBLISH", "jobs", "x");
                        return Files.exists(folder.resolve("exit"));
                    },
                    () -> "the end");
            Program.Result result = chain.await();
            assertThat(result.out()).isEqualTo("x\n");
            assertThat(result.err()).isEmpty();
            assertThat(folder.resolve("exit")).hasContent("0");
        }
    }

    @Test
    void switchesKeyspaceEventsOnWithConsentAndOffAgain() {
        Outcome.failed(redkit("tail", "--keyspace", "--for", "1s").run(), 9, "notify-keyspace-events");
        try (Program.Running tail = redkit("--yes", "tail", "--keyspace", "set,del", "user:*", "--count", "2")
                .start()) {
            Eventually.holds(() -> server.ask("PUBSUB", "NUMPAT").number() > 0, () -> "a subscriber");
            server.ask("SET", "other", "1");
            server.ask("SET", "user:1", "1");
            server.ask("DEL", "user:1");
            Program.Result result = tail.await();
            assertThat(result.out()).isEqualTo("user:1 set\nuser:1 del\n");
        }
        assertThat(server.ask("CONFIG", "GET", "notify-keyspace-events")
                        .items()
                        .get(1)
                        .text())
                .isEmpty();
    }

    @Test
    void endsWith4AtAGapWhereNoneMayBe() {
        try (Program.Running tail =
                redkit("tail", "jobs", "-o", "ndjson", "--fail-on-gap").start()) {
            awaitSubscriber("jobs");
            server.ask("CLIENT", "KILL", "TYPE", "pubsub");
            Program.Result result = tail.await();
            Outcome.failedAfterData(result, 4, "not everything that went by was seen");
            assertThat(result.out()).startsWith("{\"event\":\"gap\",");
            assertThat(result.err()).contains("-- gap ");
        }
    }

    @Test
    void putsKeyspaceEventsBackAfterCtrlC() {
        server.ask("CONFIG", "SET", "notify-keyspace-events", "Ex");
        try (Program.Running tail =
                redkit("--yes", "tail", "--keyspace", "-o", "raw").start()) {
            Eventually.holds(() -> server.ask("PUBSUB", "NUMPAT").number() > 0, () -> "a subscriber");
            assertThat(keyspaceEvents()).contains("K", "A");
            server.ask("SET", "k", "1");
            tail.awaitOut("set");
            tail.signal("INT");
            assertThat(tail.await().exit()).isEqualTo(130);
        }
        assertThat(keyspaceEvents()).hasSize(2).contains("E", "x");
        server.ask("CONFIG", "SET", "notify-keyspace-events", "");
    }

    private String keyspaceEvents() {
        return server.ask("CONFIG", "GET", "notify-keyspace-events")
                .items()
                .get(1)
                .text();
    }

    @Test
    void finishesAfterCtrlCWhatIsInFlight() throws IOException {
        try (Program.Running tail = redkit(
                        "tail",
                        "jobs",
                        "--exec",
                        "touch $(cat).begun; while [ ! -e go ]; do sleep 0.05; done; echo done $REDKIT_CHANNEL")
                .in(folder)
                .start()) {
            awaitSubscriber("jobs");
            server.ask("PUBLISH", "jobs", folder + "/a");
            server.ask("PUBLISH", "jobs", folder + "/b");
            Eventually.holds(() -> Files.exists(folder.resolve("a.begun")), () -> "the first command");
            Eventually.holds(() -> Files.exists(folder.resolve("b.begun")), () -> "the second command");
            Signals.send("INT", tail.pid());
            Eventually.holds(
                    () -> server.ask("PUBSUB", "NUMSUB", "jobs").items().get(1).number() == 0, () -> "the end");
            Files.createFile(folder.resolve("go"));
            Program.Result result = tail.await();
            assertThat(result.exit()).isEqualTo(130);
            assertThat(result.out()).isEqualTo("done jobs\ndone jobs\n");
        }
    }

    /** Nobody reads until everything was published: more than a pipe and the ring hold. */
    @ParameterizedTest
    @ValueSource(strings = {"block", "drop-oldest", "drop-newest", "spool"})
    void accountsForEveryMessageWhenItsReaderIsSlow(String onSlow) throws IOException {
        int count = 50_000;
        String reader = "redkit tail jobs -o raw --count " + count + " --idle 30s --buffer 1mb --on-slow " + onSlow
                + " | (while [ ! -e go ]; do sleep 0.05; done; cat)";
        try (Program.Running tail = shell(reader).in(folder).start()) {
            awaitSubscriber("jobs");
            server.ask(
                    "EVAL", "for i=1," + count + " do redis.call('PUBLISH','jobs',string.format('%099d',i)) end", "0");
            if (onSlow.startsWith("drop")) {
                // Sockets may hold all of it: a reader that starts now could be in time for every message.
                Eventually.holds(() -> tail.err().contains("what reads the output is too slow"), tail::err);
            }
            Files.createFile(folder.resolve("go"));
            Program.Result result = tail.await();
            List<Integer> got = result.out()
                    .lines()
                    .map(line -> Integer.parseInt(line.replaceFirst("^0*", "")))
                    .toList();
            assertThat(got).isSorted().doesNotHaveDuplicates();
            if (onSlow.startsWith("drop")) {
                Matcher dropped = Pattern.compile("; (\\d+) dropped").matcher(result.err());
                assertThat(dropped.find()).as(result.err()).isTrue();
                assertThat(got.size() + Integer.parseInt(dropped.group(1))).isEqualTo(count);
            } else {
                assertThat(got).hasSize(count);
                assertThat(result.err()).isEmpty();
            }
        }
    }

    @Test
    void watchesCommandsWithoutTheirSecrets() {
        try (Program.Running tail =
                redkit("tail", "--monitor", "--until", "last", "--for", "60s").start()) {
            Eventually.holds(() -> server.ask("CLIENT", "LIST").text().contains("cmd=monitor"), () -> "MONITOR");
            server.ask("HELLO", "2", "AUTH", "default", "hidden-pw");
            server.ask("GET", "last");
            Program.Result result = tail.await();
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(result.out())
                    .contains("\"GET\" \"last\"")
                    .contains("(redacted)")
                    .doesNotContain("hidden-pw");
            assertThat(result.err()).contains("MONITOR on 127.0.0.1:" + server.port() + ": ");
        }
    }
}
