package dev.redkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.doctor.facts.Examination;
import dev.redkit.doctor.rules.Rules;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Show 1: what is wrong is found, what is right is not. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class DoctorTest {
    /** These depend on the version alone: nobody can set them right. */
    private static final Set<String> OF_VERSIONS = Set.of("known-holes", "old-version");

    /** Thresholds are far off: a machine that is busy with other things makes any server slow. */
    private static final String[] WELL_SET = {
        "requirepass a-long-enough-password",
        "save 3600 1",
        "appendonly yes",
        "appendfsync always",
        "maxmemory 100mb",
        "maxmemory-policy allkeys-lru",
        "latency-monitor-threshold 10000",
        "slowlog-log-slower-than 1000000",
        "enable-debug-command no",
        "maxclients 100"
    };

    @TempDir
    private Path machine;

    private final Flavour flavour;

    DoctorTest(TestServer server) {
        flavour = server.flavour();
    }

    private Diagnosis look(Target target) {
        try (Redis redis = Redis.open(target)) {
            return Doctor.look(new Examination(redis, 1000, machine).examine(), Rules.all());
        }
    }

    private static Set<String> rules(Diagnosis diagnosis) {
        Set<String> rules = new HashSet<>();
        diagnosis.findings().forEach(one -> rules.add(one.rule()));
        rules.removeAll(OF_VERSIONS);
        return rules;
    }

    @Test
    void findsNothingWhereAllIsWell() {
        try (TestServer server = TestServer.start(flavour, WELL_SET)) {
            server.ask("SET", "key", "value", "EX", "1000");
            Diagnosis diagnosis = look(server.target());
            assertThat(rules(diagnosis)).isEmpty();
            assertThat(diagnosis.unseen()).isEmpty();
            assertThat(diagnosis.rules()).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void findsTheTwelveThatAreWrongAndNothingElse() {
        try (TestServer server = TestServer.start(
                flavour,
                "maxmemory 0",
                "maxmemory-policy volatile-lru",
                "appendonly no",
                "client-output-buffer-limit pubsub 0 0 0",
                "tcp-keepalive 0",
                "slowlog-log-slower-than -1",
                "latency-monitor-threshold 0",
                "protected-mode no",
                "maxclients 100",
                "enable-debug-command yes")) {
            server.ask("KEYS", "nothing*");
            server.ask("SETRANGE", "huge", Integer.toString(11 << 20), "x");
            Diagnosis diagnosis = look(server.target());
            assertThat(rules(diagnosis))
                    .containsExactlyInAnyOrder(
                            "persistence-off",
                            "maxmemory-unset",
                            "nothing-to-evict",
                            "output-limits",
                            "keepalive-off",
                            "slow-log-off",
                            "latency-monitor-off",
                            "no-password",
                            "protected-mode-off",
                            "debug-allowed",
                            "keys-command",
                            "big-keys");
            assertThat(diagnosis.findings()).allSatisfy(one -> {
                assertThat(one.why()).isNotBlank();
                assertThat(one.mend()).isNotBlank().doesNotContain("{call}");
                assertThat(one.evidence()).isNotEmpty();
                assertThat(one.node()).isEqualTo("127.0.0.1:" + server.port());
            });
        }
    }

    @Test
    void whatItAdvisesMends() {
        try (TestServer server = TestServer.start(
                flavour, "client-output-buffer-limit pubsub 0 0 0", "tcp-keepalive 0", "slowlog-log-slower-than -1")) {
            server.ask("SET", "lasting", "1");
            server.ask("CONFIG", "SET", "maxmemory-policy", "volatile-lru");
            Diagnosis before = look(server.target());
            List<String> mended = new ArrayList<>();
            for (Finding one : before.findings()) {
                int call = one.mend().indexOf(" call CONFIG SET ");
                String command = one.mend().replaceFirst(" # .*", "");
                if (call > 0 && !command.contains("…")) {
                    server.ask(words(command.substring(call + " call ".length())));
                    mended.add(one.rule());
                }
            }
            assertThat(mended)
                    .contains(
                            "persistence-off",
                            "maxmemory-unset",
                            "nothing-to-evict",
                            "output-limits",
                            "keepalive-off",
                            "slow-log-off",
                            "latency-monitor-off");
            assertThat(rules(look(server.target()))).doesNotContainAnyElementsOf(mended);
        }
    }

    private static String[] words(String command) {
        List<String> words = new ArrayList<>();
        String[] parts = command.split("'", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i % 2 == 1) {
                words.add(parts[i]);
            } else {
                words.addAll(Arrays.stream(parts[i].split(" ", -1))
                        .filter(word -> !word.isEmpty())
                        .toList());
            }
        }
        return words.toArray(String[]::new);
    }

    @Test
    void saysWhatItMayNotRead() {
        try (TestServer server = TestServer.start(
                flavour, "user watcher on >some-password ~* &* +@all -config -slowlog -client -memory -acl")) {
            server.ask("SET", "key", "1");
            Diagnosis diagnosis = look(server.as("watcher", "some-password"));
            assertThat(diagnosis.unseen())
                    .anySatisfy(one -> {
                        assertThat(one.rule()).isEqualTo("persistence-off");
                        assertThat(one.reason()).isEqualTo("CONFIG GET *: not permitted");
                    })
                    .anySatisfy(one -> assertThat(one.reason()).isEqualTo("SLOWLOG GET 128: not permitted"))
                    .anySatisfy(one -> assertThat(one.reason()).isEqualTo("SCAN and MEMORY USAGE: not permitted"));
            assertThat(diagnosis.findings()).noneMatch(one -> one.rule().equals("persistence-off"));
        }
    }

    @Test
    void survivesAUserWhoMayReadNothing() {
        try (TestServer server = TestServer.start(flavour, "user nobody on >some-password ~* +ping +hello +role")) {
            Diagnosis diagnosis = look(server.as("nobody", "some-password"));
            assertThat(diagnosis.findings()).isEmpty();
            assertThat(diagnosis.unseen())
                    .anySatisfy(one -> assertThat(one.reason()).isEqualTo("INFO everything: not permitted"));
        }
    }

    @Test
    void survivesCommandsThatAreNotThere() {
        try (TestServer server = TestServer.start(
                flavour, "rename-command CONFIG \"\"", "rename-command SLOWLOG \"\"", "rename-command LATENCY \"\"")) {
            Diagnosis diagnosis = look(server.target());
            assertThat(diagnosis.unseen())
                    .anySatisfy(
                            one -> assertThat(one.reason()).startsWith("CONFIG GET *: this server does not have it"));
        }
    }

    @Test
    void seesWhatHappened() {
        try (TestServer server =
                TestServer.start(flavour, "latency-monitor-threshold 50", "slowlog-log-slower-than 1000")) {
            server.ask("DEBUG", "SLEEP", "0.2");
            server.ask("CONFIG", "SET", "maxmemory", "1");
            try (Wire wire = Wire.open(server.target());
                    Wire monitor = Wire.open(server.target())) {
                wire.call("SET", "refused", "1");
                monitor.demand("MONITOR");
                assertThat(rules(look(server.target())))
                        .contains("memory-refused", "memory-full", "slow-commands", "latency-events", "monitor-runs");
            }
        }
    }

    @Test
    void showsNoPasswords() {
        try (TestServer server = TestServer.start(
                flavour,
                "requirepass tiny-secret",
                "user ann on nopass ~* +@all",
                "user bob on >bobs-secret ~* +@all")) {
            Diagnosis diagnosis = look(server.target());
            assertThat(rules(diagnosis)).contains("short-password", "users-without-password");
            assertThat(diagnosis.toString()).doesNotContain("tiny-secret", "bobs-secret");
        }
    }

    @Test
    void looksAtTheMachineOfAServerThatRunsHere() throws IOException {
        try (TestServer server = TestServer.start(flavour, WELL_SET)) {
            write("proc/" + server.pid() + "/comm", "redis-server");
            write("proc/" + server.pid() + "/status", "Name:\tredis\nVmSwap:\t  204800 kB");
            write("proc/" + server.pid() + "/limits", "Max open files            64   1024   files");
            write("proc/sys/vm/overcommit_memory", "0\n");
            write("proc/sys/net/core/somaxconn", "128\n");
            write("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
            assertThat(rules(look(server.target())))
                    .containsExactlyInAnyOrder("huge-pages", "overcommit", "short-queue", "swapped", "few-files");
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = machine.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
