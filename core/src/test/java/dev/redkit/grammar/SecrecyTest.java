package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecrecyTest {
    @ParameterizedTest
    @CsvSource({
        "AUTH s3same,AUTH (redacted)",
        "auth ann s3same,auth (redacted) (redacted)",
        "HELLO 3 AUTH ann s3same SETNAME x,HELLO 3 AUTH (redacted) (redacted) SETNAME x",
        "CONFIG SET requirepass s3same,CONFIG SET requirepass (redacted)",
        "CONFIG SET maxmemory 1 masterauth s3same,CONFIG SET maxmemory 1 masterauth (redacted)",
        "CONFIG SET tls-key-file-pass s3same,CONFIG SET tls-key-file-pass (redacted)",
        "CONFIG GET requirepass,CONFIG GET requirepass",
        "ACL SETUSER ann on >s3same ~* +@all <old #abc,ACL SETUSER ann on (redacted) ~* +@all (redacted) (redacted)",
        "MIGRATE h 1 k 0 1 AUTH s3same KEYS,MIGRATE h 1 k 0 1 AUTH (redacted) KEYS",
        "MIGRATE h 1 k 0 1 AUTH2 ann s3same,MIGRATE h 1 k 0 1 AUTH2 (redacted) (redacted)",
        "SENTINEL SET m auth-pass s3same,SENTINEL SET m auth-pass (redacted)",
        "SET password hunter2,SET password hunter2",
        "AUTH,AUTH",
        "HELLO 3 AUTH,HELLO 3 AUTH",
    })
    void hidesSecretsAndNothingElse(String line, String masked) {
        assertThat(String.join(" ", Secrecy.masked(List.of(line.split(" "))))).isEqualTo(masked);
    }

    @Test
    void keepsRightsOutOfTheHistoryToo() {
        assertThat(Secrecy.staysOutOfHistory(List.of("acl", "setuser", "ann", "on")))
                .isTrue();
        assertThat(Secrecy.staysOutOfHistory(List.of("AUTH", "x"))).isTrue();
        assertThat(Secrecy.staysOutOfHistory(List.of("acl", "whoami"))).isFalse();
        assertThat(Secrecy.staysOutOfHistory(List.of())).isFalse();
    }
}
