package dev.redkit.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadTest {
    private static final KeySpace KEYS = KeySpace.uniform(1000);

    private static Workload parse(String... words) {
        return Workload.parse("test", List.of(words), KEYS);
    }

    /** The first requests of the only command, as text. */
    private static List<String> requests(String command, int count) {
        Draws draws = new Draws(parse(command), 0, 1, 7, false);
        Encoder encoder = draws.encoders(List.of(-1)).get(0);
        byte[] into = new byte[(int) encoder.maxLength()];
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int end = encoder.encode(into, 0);
            all.add(new String(into, 0, end, StandardCharsets.ISO_8859_1));
        }
        return all;
    }

    @Test
    void weightsFollowTheirCommands() {
        Workload workload = parse("SET {key:zipf 1M 0.99} {bytes:100}", "x1", "GET {key}", "x10", "GET other");
        assertThat(workload.ops()).extracting(Op::name).containsExactly("set", "get", "get-2");
        assertThat(workload.ops()).extracting(Op::weight).containsExactly(1, 10, 1);
        assertThat(workload.keys()).hasToString("zipf 1000000 0.99");
    }

    @Test
    void literalCommandsAreEncodedAsTheyAre() {
        assertThat(requests("set \"a b\" '{{x}}' {{tag}}:1 \\", 1))
                .containsExactly("*5\r\n$3\r\nset\r\n$3\r\na b\r\n$5\r\n{x}}'\r\n".replace("$5\r\n{x}}'", "$4\r\n{x}}")
                        + "$7\r\n{tag}:1\r\n$1\r\n\\\r\n");
    }

    @Test
    void keysAreDrawnAnewForEachRequest() {
        List<String> requests = requests("GET user:{id}:x", 100);
        assertThat(requests).allMatch(one -> one.matches("\\*2\r\n\\$3\r\nGET\r\n\\$19\r\nuser:000000000\\d{3}:x\r\n"));
        assertThat(new HashSet<>(requests)).hasSizeGreaterThan(80);
    }

    @Test
    void valuesAreUniqueAndOfTheirSize() {
        List<String> requests = requests("SET k {bytes:20}", 1000);
        assertThat(new HashSet<>(requests)).hasSize(1000);
        assertThat(requests).allMatch(one -> one.length() == requests.get(0).length());
    }

    @Test
    void varyingValuesHaveLengthsThatRedisTakes() {
        for (String request : requests("SET {key} {bytes:9-11} EX 5", 200)) {
            assertThat(request).matches("(?s)\\*5\r\n.*\r\n\\$(9|10|11)\r\n[^\r]{9,11}\r\n\\$2\r\nEX\r\n\\$1\r\n5\r\n");
            String length = request.split("\r\n", -1)[5].substring(1);
            assertThat(request.split("\r\n", -1)[6]).hasSize(Integer.parseInt(length));
        }
    }

    @Test
    void numbersAreAsServersTakeThem() {
        for (String request : requests("EXPIRE k {ttl:8s-2m}", 500)) {
            String[] lines = request.split("\r\n", -1);
            assertThat(lines[5]).isEqualTo("$" + lines[6].length());
            assertThat(lines[6]).matches("[1-9]\\d*");
            assertThat(Integer.parseInt(lines[6])).isBetween(8, 120);
        }
    }

    @Test
    void fieldsOfOneRequestComeFromOneRow() {
        byte[] csv = "id,name\n1,Ann\n22,\"Bob, jr\"\n3,\n".getBytes(StandardCharsets.UTF_8);
        Table users = Table.read("users", Input.of("u.csv", csv.length, new ByteArrayInputStream(csv)));
        Workload workload = Workload.parse(
                "test", List.of("HSET user:{field:users.id}:x name {field:users.name}"), KEYS, List.of(users));
        Encoder encoder =
                new Draws(workload, 0, 1, 1, false).encoders(List.of(1)).get(0);
        byte[] into = new byte[(int) encoder.maxLength()];
        for (String expected :
                List.of("user:1:x name Ann", "user:22:x name Bob, jr", "user:3:x name ", "user:1:x name Ann")) {
            int end = encoder.encode(into, 0);
            String[] lines = new String(into, 0, end, StandardCharsets.UTF_8).split("\r\n", -1);
            assertThat(lines[4] + " " + lines[6] + " " + lines[8]).isEqualTo(expected);
            assertThat(new String(into, encoder.keyOffset(), encoder.keyLength(), StandardCharsets.UTF_8))
                    .isEqualTo(lines[4]);
        }
    }

    @Test
    void gaussianKeysLieAroundTheMiddle() {
        KeySource source = new KeySource(KeySpace.parse("gaussian 10000 0.1"), 0, 1, new SplittableRandom(3));
        int near = 0;
        int far = 0;
        for (int i = 0; i < 100_000; i++) {
            long distance = Math.abs(source.next() - 5000);
            near += distance <= 1000 ? 1 : 0;
            far += distance > 2000 ? 1 : 0;
        }
        // One and two standard deviations.
        assertThat(near).isBetween(67_000, 70_000);
        assertThat(far).isBetween(3_800, 5_200);
    }

    @Test
    void uniformKeysComeEquallyOften() {
        KeySource source = new KeySource(KeySpace.uniform(100), 0, 1, new SplittableRandom(3));
        long[] seen = new long[100];
        for (int i = 0; i < 100_000; i++) {
            seen[(int) source.next()]++;
        }
        double chi = Arrays.stream(seen)
                .mapToDouble(count -> (count - 1000.0) * (count - 1000.0) / 1000)
                .sum();
        // 99 degrees of freedom: 1 in 1000 lies above 148.
        assertThat(chi).isLessThan(148);
    }

    @Test
    void sequentialKeysAreSharedByThreadsWithoutGaps() {
        Workload workload = parse("GET {key:sequential 10}");
        Set<Long> keys = new HashSet<>();
        for (int thread = 0; thread < 3; thread++) {
            Draws draws = new Draws(workload, thread, 3, 1, false);
            draws.encoders(List.of(-1));
            KeySource source = draws.sources().values().iterator().next();
            for (int i = 0; i < (10 - thread + 2) / 3; i++) {
                keys.add(source.next());
            }
        }
        assertThat(keys).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(KeySpace.Shape.class)
    void everyDistributionStaysInItsSpace(KeySpace.Shape shape) {
        for (long count : new long[] {1, 2, 3, 100, 5_000_000_000L}) {
            KeySpace space = KeySpace.parse(shape.name() + " " + count);
            KeySource source = new KeySource(space, 0, 1, new SplittableRandom(3));
            for (int i = 0; i < 1000; i++) {
                assertThat(source.next()).isBetween(0L, count - 1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1000", "0.99, 1000", "1.0, 1000", "1.5, 50", "0.99, 2"})
    void zipfDrawsEachRankAsOftenAsItShould(double exponent, int count) {
        Zipf zipf = new Zipf(count, exponent);
        SplittableRandom random = new SplittableRandom(11);
        long[] seen = new long[count];
        int draws = 400_000;
        for (int i = 0; i < draws; i++) {
            seen[(int) zipf.next(random)]++;
        }
        double norm = 0;
        for (int i = 1; i <= count; i++) {
            norm += Math.pow(i, -exponent);
        }
        for (int rank = 0; rank < Math.min(10, count); rank++) {
            double expected = draws * Math.pow(rank + 1, -exponent) / norm;
            assertThat((double) seen[rank])
                    .isBetween(expected - 6 * Math.sqrt(expected), expected + 6 * Math.sqrt(expected));
        }
    }

    @Test
    void hotKeysGetTheirPart() {
        KeySource source = new KeySource(KeySpace.parse("hotspot 1000 10 90"), 0, 1, new SplittableRandom(3));
        int hot = 0;
        for (int i = 0; i < 100_000; i++) {
            hot += source.next() < 100 ? 1 : 0;
        }
        assertThat(hot).isBetween(89_000, 91_000);
    }

    @Test
    void latestPrefersWhatWasMadeLast() {
        KeySource source = new KeySource(KeySpace.parse("latest 1000"), 0, 1, new SplittableRandom(3));
        assertThat(source.fresh()).isEqualTo(1000);
        long newest = 0;
        for (int i = 0; i < 1000; i++) {
            newest += source.next() == 1000 ? 1 : 0;
        }
        assertThat(newest).isGreaterThan(50);
    }

    @Test
    void touchedKeysAreCountedOverThreads() {
        KeySource one = new KeySource(KeySpace.uniform(100), 0, 2, new SplittableRandom(1));
        KeySource other = new KeySource(KeySpace.uniform(100), 1, 2, new SplittableRandom(2));
        for (int i = 0; i < 5000; i++) {
            one.next();
            other.next();
        }
        assertThat(KeySource.distinct(List.of(one, other))).isEqualTo(100);
    }

    @Test
    void threadsDrawDifferentThingsAndEachRunTheSame() {
        Workload workload = parse("SET {key} {bytes:32}");
        assertThat(first(workload, 0)).isEqualTo(first(workload, 0)).isNotEqualTo(first(workload, 1));
    }

    private static String first(Workload workload, int thread) {
        Encoder encoder =
                new Draws(workload, thread, 2, 5, false).encoders(List.of(-1)).get(0);
        byte[] into = new byte[(int) encoder.maxLength()];
        return new String(into, 0, encoder.encode(into, 0), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            GET {kye}            | is not a placeholder (column 5
            GET {key             | '{' is never closed; a brace that is meant is doubled (column 5
            GET key}             | '}' closes nothing; a brace that is meant is doubled (column 8
            SET k "abc           | this quote is never closed (column 7
            {key} x              | the name of a command cannot be drawn (column 1
            GET {key:zopf 1M}    | 'zopf' is not a distribution of keys (column 5
            GET {key:zipf 1M x}  | 'x' is not a number (column 5
            GET {key:zipf 1M 99} | parameters of zipf out of range (column 5
            GET {key:uniform 0}  | a key space of 0 keys
            SET k {bytes:5-3}    | '5-3': the larger size comes second
            SET k {bytes:1gb}    | is more than the 512 MiB
            SET k a{bytes:1-3}   | a value of varying size has to be an argument of its own
            VADD k {vec:f64 3}   | 'f64 3' is not a vector
            SET k {field:a.b}    | {field:a.b} is of no table
            EXPIRE k {ttl:1h-1m} | '1h-1m' is not a range
            SET k {int:x}        | 'x' is not a count
            """)
    void whatIsWrongIsToldWithItsPlace(String command, String message) {
        assertThatThrownBy(() -> parse(command)).isInstanceOf(UsageError.class).hasMessageContaining(message);
    }

    @Test
    void anyTextIsACommandOrAUsageError() {
        Random random = new Random(42);
        String alphabet = "GETx {}:\"'\\key0 1M-zipf bytes é\u0000";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                Workload workload = parse(text.toString());
                assertThat(workload.ops()).isNotEmpty();
            } catch (UsageError e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void everyPresetCanBeEncodedAndFilled(Preset preset) {
        for (Workload workload : List.of(preset.workload(KEYS, "100"), preset.filling(KEYS, "100"))) {
            List<Encoder> encoders = new Draws(workload, 0, 1, 1, false)
                    .encoders(Collections.nCopies(workload.ops().size(), 1));
            for (Encoder encoder : encoders) {
                byte[] into = new byte[(int) encoder.maxLength()];
                assertThat(encoder.encode(into, 0)).isPositive();
                assertThat(encoder.keyOffset()).isPositive();
            }
        }
        assertThat(Preset.of(preset.title())).contains(preset);
    }
}
