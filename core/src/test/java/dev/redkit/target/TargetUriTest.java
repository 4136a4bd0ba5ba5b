package dev.redkit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redkit.failure.UsageError;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetUriTest {
    private static Target parse(String uri) {
        return TargetUri.parse(uri).build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "redis://localhost                          | localhost:6379",
                "redis://localhost/                         | localhost:6379",
                "REDIS://localhost:7000                     | localhost:7000",
                "valkey://h:1                               | h:1",
                "redis://h/3                                | h:6379 db 3",
                "redis://h?db=4                             | h:6379 db 4",
                "redis://h?database=4                       | h:6379 db 4",
                "rediss://h:6380                            | h:6380 (TLS)",
                "valkeys://h/2                              | h:6379 db 2 (TLS)",
                "redis://[::1]:7000/1                       | [::1]:7000 db 1",
                "redis://[fe80::1%25eth0]                   | [fe80::1%eth0]:6379",
                "redis://user:pass@[::1]                    | [::1]:6379",
                "redis://a:1,b:2,[::1]:3                    | cluster a:1,b:2,[::1]:3",
                "rediss://u:p@a,b                           | cluster a:6379,b:6379 (TLS)",
                "redis-sentinel://a,b:1/2#mymaster          | master 'mymaster' of sentinels a:26379,b:1 db 2",
                "redis-sentinel://a#my%20master             | master 'my master' of sentinels a:26379",
                "redis-sentinel://a?sentinelMasterId=m      | master 'm' of sentinels a:26379",
                "rediss-sentinel://a#m                      | master 'm' of sentinels a:26379 (TLS)",
                "unix:///run/redis.sock                     | /run/redis.sock",
                "redis-socket:///run/my%20redis.sock?db=5   | /run/my redis.sock db 5",
                "unix://u:p@/run/redis.sock                 | /run/redis.sock",
                "redis://h?clientName=a@b                   | h:6379",
                "redis://xn--bcher-kva.example              | xn--bcher-kva.example:6379",
            })
    void readsWhereToGo(String uri, String target) {
        assertThat(parse(uri)).hasToString(target);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "-",
            value = {
                "redis://user:pass@h          | user  | pass",
                "redis://:pass@h              | -     | pass",
                "redis://pass@h               | -     | pass",
                "redis://user:p:a:ss@h        | user  | p:a:ss",
                "redis://u%40x:p%2F%3F%23%40@h| u@x   | p/?#@",
                "redis://u:p%C3%A9%25@h       | u     | pé%",
                "redis://u:a+b@h              | u     | a+b",
                "redis://u:a@b@h              | u     | a@b",
                "unix://u:p@/s.sock           | u     | p",
                "redis-sentinel://u:p@a,b#m   | u     | p",
            })
    void readsWhoIsAsking(String uri, String user, String password) {
        Credentials credentials = parse(uri).credentials();
        assertThat(credentials.user()).isEqualTo(user);
        assertThat(credentials.password()).isEqualTo(password);
    }

    @Test
    void readsOptions() {
        Target target = parse("rediss://h?timeout=500ms&clientName=night%20ly&PROTOCOL=2&cacert=/ca.pem"
                + "&cert=/c.pem&key=/k.pem&sni=inside&insecure=true");
        assertThat(target.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(target.clientName()).isEqualTo("night ly");
        assertThat(target.protocol()).isEqualTo(2);
        assertThat(target.tls())
                .hasValue(new Tls(Path.of("/ca.pem"), Path.of("/c.pem"), Path.of("/k.pem"), "inside", true));
        assertThat(parse("redis://h?timeout=2").timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse("redis://h?timeout=3m&protocol=RESP3").timeout()).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void keepsTheSentinelsCredentialsApart() {
        Target target = parse("redis-sentinel://u:p@a?sentinelUsername=su&sentinelPassword=s%26p#m");
        assertThat(target.credentials().user()).isEqualTo("u");
        assertThat(target.sentinelCredentials().user()).isEqualTo("su");
        assertThat(target.sentinelCredentials().password()).isEqualTo("s&p");
        assertThat(parse("redis-sentinel://u:p@a#m").sentinelCredentials().present())
                .isFalse();
    }

    @Test
    void severalUrisAreTheSeedsOfOneCluster() {
        Target target =
                TargetUri.parse(List.of("redis://u:p@a:1", "redis://b:2,c")).build();
        assertThat(target).hasToString("cluster a:1,b:2,c:6379");
        assertThat(target.credentials().user()).isEqualTo("u");
        assertThatThrownBy(() -> TargetUri.parse(List.of("redis://a", "rediss://b")))
                .isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> TargetUri.parse(List.of("redis://a", "unix:///b")))
                .isInstanceOf(UsageError.class);
    }

    @Test
    void oneServerCanBeTakenForASeed() {
        assertThat(TargetUri.parse("redis://a:1").cluster().build()).hasToString("cluster a:1");
        assertThatThrownBy(() -> TargetUri.parse("redis-sentinel://a#m").cluster())
                .isInstanceOf(UsageError.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "localhost:6379                  | has no scheme",
                "http://h                        | cannot begin with 'http://'",
                "redis://                        | names no host",
                "redis:///1                      | names no host",
                "redis://h:                      | is not a port",
                "redis://h:x                     | 'x' in 'h:x' is not a port",
                "redis://h:70000                 | port 70000 is not between",
                "redis://::1:6379                | is not host:port",
                "redis://[::1                    | ']' is missing",
                "redis://a,,b                    | needs a host",
                "redis://h/one                   | 'one' in the server's URI is not a database number",
                "redis://h/1?db=2                | names the database twice",
                "redis://a,b/1                   | a cluster has only database 0",
                "redis://h?timeout=soon          | 'soon' in the server's URI is no timeout",
                "redis://h?timeout=0             | is no timeout",
                "redis://h?protocol=4            | '4' in the server's URI is no protocol",
                "redis://h?colour=red            | has no option 'colour'",
                "redis://h?timeout               | 'timeout' of the server's URI has no value",
                "redis://h?timeout=1&timeout=2   | 'timeout' twice",
                "redis://h?cacert=/x             | has TLS options, but is not encrypted",
                "rediss://h?insecure=perhaps     | neither true nor false",
                "redis://h?sentinelPassword=x    | has options for sentinels",
                "redis-sentinel://h              | needs the master's name",
                "redis-sentinel://h?sentinelUsername=u#m | needs a sentinelPassword",
                "redis://h#m                     | belong to redis-sentinel:// only",
                "unix://run/redis.sock           | needs an absolute path",
                "unix://                         | needs an absolute path",
                "redis://user:@h                 | names a user but no password",
                "redis://h%zz                    | a '%' in the host",
            })
    void saysWhatIsWrong(String uri, String message) {
        assertThatThrownBy(() -> parse(uri)).isInstanceOf(UsageError.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://u:hunter2%@h",
                "redis://u:hunter2%zz@h",
                "redis://u:hunter2%ff@h",
                "redis://u:hunter2/x@h",
                "redis://u:x/hunter2@h",
                "redis://u:1/hunter2@h",
                "redis://u:hunter2?x@h",
                "redis://u:x?hunter2@h",
                "redis://u:1?hunter2=3@h",
                "redis://u:hunter2#x@h",
                "redis://u:x#hunter2@h",
                "redis://hunter2/@h",
                "redis://u:hunter2@h:x",
                "redis://u:hunter2@h/x",
                "redis://u:hunter2@",
                "redis://u:hunter2@h?colour=1",
                "redis://u:hunter2@h#m",
                "http://u:hunter2@h",
                "u:hunter2@h",
                "hunter2://@h:1",
                "redis-sentinel://u:hunter2@h",
                "redis-sentinel://h?sentinelPassword=hunter2",
                "redis-sentinel://h?sentinelPassword=hunter2%#m",
                "unix://u:hunter2@run/x",
                "redis://u:x@y/hunter2@h",
                "redis://u:x@y?hunter2=3@h",
                "redis://u:x@y#hunter2@h",
            })
    void neverRepeatsAPassword(String uri) {
        UsageError failure = catchThrowableOfType(UsageError.class, () -> parse(uri));
        assertThat(failure).as(uri).isNotNull();
        if (!uri.startsWith("hunter2")) {
            assertThat(failure.getMessage()).doesNotContain("hunter2");
            assertThat(failure.hint().orElse("")).doesNotContain("hunter2");
        }
    }

    @Test
    void printsNoPassword() {
        assertThat(parse("redis://u:hunter2@h").toString()).doesNotContain("hunter2");
        assertThat(parse("redis://u:hunter2@h").credentials()).hasToString("u:***");
    }

    @Test
    void anythingElseIsAUsageErrorToo() {
        Random random = new Random(7);
        String alphabet = "redis:/@%?#&=[],.0azé-\u0000";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder uri = new StringBuilder(random.nextBoolean() ? "redis://" : "");
            for (int length = random.nextInt(20); length > 0; length--) {
                uri.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(parse(uri.toString())).isNotNull();
            } catch (UsageError e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
