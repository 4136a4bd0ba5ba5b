package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.grammar.Danger.Facts;
import dev.redkit.grammar.Danger.Level;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DangerTest {
    private static Optional<Danger> danger(String line, Facts facts) {
        return Danger.of(Grammar.bundled(), List.of(line.split(" ")), facts);
    }

    @Test
    void flushingAsksForAName() {
        Danger danger =
                danger("flushall", new Facts(OptionalLong.of(12_345), false)).orElseThrow();
        assertThat(danger.level()).isEqualTo(Level.ASK_NAME);
        assertThat(danger.reason()).contains("12,345");
    }

    @Test
    void keysIsFineWhereThereAreFew() {
        assertThat(danger("KEYS user:*", new Facts(OptionalLong.of(100), false)))
                .isEmpty();
        Danger danger = danger("KEYS user:*", new Facts(OptionalLong.of(1_000_000), false))
                .orElseThrow();
        assertThat(danger.level()).isEqualTo(Level.ASK);
        assertThat(danger.alternative()).isEqualTo("SCAN 0 MATCH user:* COUNT 1000");
        assertThat(danger("KEYS *", Facts.NONE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHUTDOWN NOSAVE",
                "DEBUG SLEEP 5",
                "SAVE",
                "SWAPDB 0 1",
                "REPLICAOF h 1",
                "CONFIG SET maxmemory 1",
                "SCRIPT FLUSH",
                "FUNCTION FLUSH",
                "CLUSTER RESET",
                "MIGRATE h 1 k 0 1",
                "ACL DELUSER ann",
                "CLIENT KILL TYPE normal",
                "MODULE LOAD x",
                "DEL 1 2 3 4 5 6 7 8 9 10",
                "FAILOVER"
            })
    void asksBefore(String line) {
        assertThat(danger(line, Facts.NONE).orElseThrow().level()).as(line).isEqualTo(Level.ASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET k",
                "SET k v",
                "INFO",
                "CONFIG GET maxmemory",
                "DEL a b",
                "SHUTDOWN ABORT",
                "DEBUG OBJECT k",
                "CLIENT LIST",
                "EVAL x 1 k",
                "SCRIPT LOAD x",
                "MIGRATE h 1 k 0 1 COPY",
                "CLIENT REPLY ON",
                "NOSUCH x"
            })
    void saysNothingOf(String line) {
        assertThat(danger(line, Facts.NONE)).as(line).isEmpty();
    }

    @Test
    void remarksThatAScriptNamesNoKeys() {
        assertThat(danger("EVAL x 0", Facts.NONE).orElseThrow().level()).isEqualTo(Level.NOTE);
    }

    @Test
    void asksBeforeEveryChangeInAProtectedProfile() {
        Facts facts = new Facts(OptionalLong.empty(), true);
        assertThat(danger("SET k v", facts).orElseThrow().level()).isEqualTo(Level.ASK);
        assertThat(danger("NOSUCH x", facts).orElseThrow().level()).isEqualTo(Level.ASK);
        assertThat(danger("EVAL x 1 k", facts).orElseThrow().level()).isEqualTo(Level.ASK);
        assertThat(danger("EVAL_RO x 0", facts)).isEmpty();
        assertThat(danger("FLUSHDB", facts).orElseThrow().level()).isEqualTo(Level.ASK_NAME);
        assertThat(danger("GET k", facts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flushall async",
                "FLUSHDB",
                "SHUTDOWN",
                "REPLICAOF h 1",
                "FUNCTION FLUSH",
                "ACL DELUSER ann",
                "CONFIG SET maxmemory 1",
                "DEL 1 2 3 4 5 6 7 8 9 10"
            })
    void knowsWhatStaysChanged(String line) {
        assertThat(Danger.lasts(List.of(line.split(" ")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET a",
                "DEL a",
                "KEYS *",
                "SAVE",
                "MONITOR",
                "DEBUG SLEEP 1",
                "CLIENT PAUSE 5",
                "EVAL s 0",
                "SHUTDOWN ABORT"
            })
    void knowsWhatPasses(String line) {
        assertThat(Danger.lasts(List.of(line.split(" ")))).isFalse();
    }
}
