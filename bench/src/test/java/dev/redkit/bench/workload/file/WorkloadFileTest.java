package dev.redkit.bench.workload.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Op;
import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadFileTest {
    private static final String YAML = """
            name: shop
            keys: zipf 100k 0.99
            fill: SET {key} {bytes:10}
            connections: 20
            commands:
              - {command: 'GET {key}', weight: 10}
              - SET {key} {bytes:100-4kb} EX {ttl:1m-1h}
            asserts: ['get.p99<5ms']
            phases:
              - {name: quiet, rate: 1k/s, for: 30s}
              - name: rush
                rate: 10k/s
                arrivals: poisson
                pipeline: 4
                asserts:
                  - p99<20ms
                  - errors<1
            """;

    private static final String JSON = """
            {"keys": "uniform 10", "seed": -3, "constant-value": true,
             "commands": ["PING", {"command": "SET k{{x}} {bytes:5}", "weight": 2}], "requests": 100}
            """;

    @TempDir
    private Path folder;

    private static WorkloadFile read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return WorkloadFile.read(
                Input.of("w.yaml", bytes.length, new ByteArrayInputStream(bytes)), KeySpace.uniform(1000));
    }

    @Test
    void phasesHaveWhatTheFileSaysForAllAndWhatTheySayThemselves() {
        WorkloadFile file = read(YAML);
        assertThat(file.phases()).hasSize(2);
        WorkloadFile.Phase quiet = file.phases().get(0);
        assertThat(quiet.workload().title()).isEqualTo("shop/quiet");
        assertThat(quiet.workload().ops()).extracting(Op::weight).containsExactly(10, 1);
        assertThat(quiet.workload().keys()).hasToString("zipf 100000 0.99");
        assertThat(quiet.settings())
                .containsEntry("connections", "20")
                .containsEntry("rate", "1k/s")
                .containsEntry("for", "30s")
                .doesNotContainKey("pipeline");
        assertThat(quiet.asserts()).containsExactly("get.p99<5ms");
        WorkloadFile.Phase rush = file.phases().get(1);
        assertThat(rush.settings()).containsEntry("pipeline", "4").containsEntry("arrivals", "poisson");
        assertThat(rush.asserts()).containsExactly("p99<20ms", "errors<1");
        assertThat(file.filling()).isPresent();
    }

    @Test
    void jsonIsRead() {
        WorkloadFile file = read(JSON);
        assertThat(file.phases()).hasSize(1);
        assertThat(file.phases().get(0).workload().title()).isEqualTo("w");
        assertThat(file.phases().get(0).settings())
                .containsEntry("seed", "-3")
                .containsEntry("constant-value", "true")
                .containsEntry("requests", "100");
        assertThat(file.filling()).isEmpty();
    }

    @Test
    void tablesLieBesideTheFile() throws IOException {
        Files.writeString(folder.resolve("users.csv"), "id,name\n1,Ann\n2,\"Bob, jr\"\n");
        Path file = folder.resolve("w.yaml");
        Files.writeString(
                file, "data: {users: users.csv}\ncommands: ['SET user:{field:users.id} {field:users.name}']\n");
        try (Input input = Input.open(file)) {
            assertThat(WorkloadFile.read(input, KeySpace.uniform(1)).phases()).hasSize(1);
        }
        Files.writeString(folder.resolve("users.csv"), "id,name\n1\n");
        try (Input input = Input.open(file)) {
            assertThatThrownBy(() -> WorkloadFile.read(input, KeySpace.uniform(1)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("line 2: 1 fields instead of 2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            commands: ['GET {kye}']                  | w.yaml, line 1, column 12: '{kye}' is not a placeholder (column 5
            `commands:\n- GET {key}\nrates: 5`       | w.yaml, line 3, column 1: 'rates' is not one of
            `commands: [PING]\nrate: fast`           | w.yaml, line 2, column 7: 'fast'
            `commands: [PING]\nconnections: 0`       | w.yaml, line 2, column 14: 0 is not between 1 and 20000
            `commands: [PING]\narrivals: late`       | w.yaml, line 2, column 11: 'late' is not one of
            `commands: [PING]\nasserts: ['p99!5']`   | w.yaml, line 2, column 11: 'p99!5' is not a bound
            `commands: [PING]\nkeys: zopf 10`        | w.yaml, line 2, column 7: 'zopf' is not a distribution
            `commands: [PING]\ncommands: [PING]`     | line 2, column 1
            `commands:\n- command: PING\n  wait: 1`  | w.yaml, line 3, column 3: 'wait' is not one of command, weight
            rate: 5                                  | w.yaml, line 1, column 1: there are no commands
            commands: [PING                          | w.yaml, line 1, column
            {"commands": ["PING"}                    | w.yaml, line 1, column
            commands: PING                           | w.yaml, line 1, column 11: a list is wanted here
            phases: []                               | there are no phases
            ``                                       | w.yaml is empty
            """)
    void whatIsWrongIsToldWithLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void anyFileIsAWorkloadOrBadInput() {
        Random random = new Random(5);
        for (int i = 0; i < 4000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? YAML : JSON);
            for (int n = 0; n <= i % 4; n++) {
                int at = random.nextInt(text.length());
                text.setCharAt(at, "{}[]:,-'\"\n \t&*!x0".charAt(random.nextInt(17)));
            }
            try {
                assertThat(read(text.toString()).phases()).isNotEmpty();
            } catch (BadInput e) {
                assertThat(e.getMessage()).contains("w.yaml");
            }
        }
    }
}
