package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class ModelStoreTest extends StoreTest {
    private static final ImportOptions SMALL_CHUNKS =
            new ImportOptions(1000, false, false, true, Duration.ofMinutes(1), true);

    ModelStoreTest(TestServer server) {
        super(server);
    }

    private Pointers pointers() {
        return new Pointers(store, InstantSource.system());
    }

    @Test
    void keepsTensorsUnderTheKeysThatScriptsRead() {
        Tensor weight = Imports.floats("fc.weight", 1, 2, 3);
        Tensor bias = Imports.floats("fc.bias", 2, 3);
        Import.Report report = Imports.run(store, Imports.order("m", List.of(weight, bias)));
        assertThat(report.version()).isEqualTo("1");
        assertThat(report.bytes()).isEqualTo(36);
        assertThat(server.ask("HGET", "model:{m}", "current").text()).isEqualTo("1");
        assertThat(server.ask("HGET", "model:{m}:v:1", "state").text()).isEqualTo("ready");
        assertThat(server.ask("HGET", "model:{m}:v:1:index", "fc.weight").text())
                .startsWith("{\"dtype\":\"F32\",\"shape\":[2,3],\"nbytes\":24,\"sha256\":\"")
                .contains("\"key\":\"model:{m}:v:1:t:fc.weight\",\"chunks\":1");
        assertThat(server.ask("GET", "model:{m}:v:1:t:fc.weight")).isEqualTo(new Reply.Bulk(Imports.bytes(weight)));
        for (Reply key : server.ask("KEYS", "*").items()) {
            assertThat(server.ask("PTTL", key.text()).number()).as(key.text()).isEqualTo(-1);
        }
    }

    @Test
    void givesBackWhatItWasGiven() {
        List<Tensor> tensors = List.of(
                Imports.floats("z.first", 1, 50, 40),
                Imports.floats("scalar", 7),
                Imports.floats("empty", 7, 0, 4),
                Imports.large("large", 3, 123_457),
                Imports.floats("a{b}:c", 9, 3));
        Imports.run(store, SMALL_CHUNKS, Imports.order("m", tensors));
        try (StoredModel model = store.open(ModelName.parse("m"))) {
            assertThat(model.tensors())
                    .extracting(Tensor::name)
                    .containsExactly("z.first", "scalar", "empty", "large", "a{b}:c");
            assertThat(model.metadata()).containsEntry("origin", "test");
            for (int i : new int[] {0, 1, 2, 3, 4, 3, 0}) {
                assertThat(Imports.bytes(model.tensors().get(i))).isEqualTo(Imports.bytes(tensors.get(i)));
                assertThat(model.tensors().get(i).shape())
                        .isEqualTo(tensors.get(i).shape());
            }
        }
        assertThat(server.ask("EXISTS", "model:{m}:v:1:t:large:123").number()).isEqualTo(1);
        assertThat(server.ask("STRLEN", "model:{m}:v:1:t:large:123").number()).isEqualTo(457);
    }

    @Test
    void namesTheChunkThatIsMissingOrAltered() {
        Imports.run(
                store,
                SMALL_CHUNKS,
                Imports.order("m", List.of(Imports.large("w", 1, 5000), Imports.large("x", 1, 10))));
        server.ask("SETRANGE", "model:{m}:v:1:t:w:3", "17", "!");
        try (StoredModel model = store.open(ModelName.parse("m:1"))) {
            assertThatThrownBy(() -> Imports.bytes(model.tensors().get(0)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("chunk 4 of 5 'model:{m}:v:1:t:w:3'")
                    .hasMessageContaining("other bytes");
        }
        server.ask("DEL", "model:{m}:v:1:t:w:0");
        server.ask("APPEND", "model:{m}:v:1:t:x", "more");
        try (StoredModel model = store.open(ModelName.parse("m:1"))) {
            List<Verification.Damage> damage = Verification.of(model, new Progress(), () -> false);
            assertThat(damage).extracting(Verification.Damage::tensor).containsExactly("w", "x");
            assertThat(damage.get(0).what()).contains("chunk 1 of 5 'model:{m}:v:1:t:w:0'", "is missing");
            assertThat(damage.get(1).what()).contains("has 14 bytes in place of 10");
        }
    }

    @Test
    void pointsToVersionsByNumberTagAndTurn() {
        for (int i = 1; i <= 3; i++) {
            Imports.run(store, Imports.order("m", List.of(Imports.floats("w", i, 4))));
        }
        assertThat(store.version(ModelName.parse("m")).number()).isEqualTo("3");
        pointers().tag(ModelName.parse("m:2"), "prod");
        assertThat(store.version(ModelName.parse("m:prod")).number()).isEqualTo("2");
        assertThat(pointers().rollback(ModelName.parse("m"), Optional.empty()).version())
                .isEqualTo("2");
        assertThat(pointers().rollback(ModelName.parse("m"), Optional.empty()).version())
                .isEqualTo("1");
        assertThatThrownBy(() -> pointers().rollback(ModelName.parse("m"), Optional.empty()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("was never live with a version before 1");
        assertThat(pointers()
                        .publish(ModelName.parse("m:latest"), Optional.of("1"))
                        .previous())
                .contains("1");
        assertThatThrownBy(() -> pointers().publish(ModelName.parse("m:1"), Optional.of("1")))
                .isInstanceOf(GateFailed.class)
                .hasMessageContaining("is at version 3, not at 1");
        assertThat(store.events("m", "0", Duration.ofMillis(1)))
                .extracting(ModelEvent::word)
                .containsExactly("publish", "publish", "publish", "tag", "rollback", "rollback", "publish");
        assertThat(store.list(() -> false)).extracting(Head::name).containsExactly("m");
        assertThatThrownBy(() -> store.version(ModelName.parse("n"))).hasMessageContaining("there is no model 'n'");
        assertThatThrownBy(() -> store.version(ModelName.parse("m:9"))).hasMessageContaining("no version 9");
        assertThatThrownBy(() -> store.version(ModelName.parse("m:dev"))).hasMessageContaining("no tag 'dev'");
    }

    @Test
    void leavesNoTraceOfAnImportThatIsRefused() {
        Imports.run(store, Imports.order("m", List.of(Imports.floats("w", 1, 4))));
        long keys = server.ask("DBSIZE").number();
        Import.Visibility onlyAfterSeven = new Import.Visibility(null, true, "7");
        assertThatThrownBy(() ->
                        Imports.run(store, Imports.order("m", List.of(Imports.floats("w", 2, 4)), onlyAfterSeven)))
                .isInstanceOf(GateFailed.class);
        Tensor broken = Tensor.of("x", DType.U8, Shape.of(9000), () -> new Imports.Generated(1, 8999));
        assertThatThrownBy(() -> Imports.run(
                        store, SMALL_CHUNKS, Imports.order("m", List.of(Imports.floats("w", 2, 4), broken))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tensor 'x' ends 1 bytes too early");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(keys);
        Import cancelled = new Import(store, SMALL_CHUNKS, new Progress(), InstantSource.system());
        cancelled.cancelledBy(() -> true);
        assertThat(cancelled.run(Imports.order("m", List.of(Imports.large("x", 1, 5000))), new Random()))
                .isEmpty();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(keys);
    }

    @Test
    void sharesBytesBetweenVersionsAndSweepsThemWhenNobodyLeadsThere() {
        ImportOptions dedupe = new ImportOptions(1000, false, true, true, Duration.ofMinutes(1), true);
        Tensor same = Imports.large("base", 1, 5000);
        Imports.run(store, dedupe, Imports.order("m", List.of(same, Imports.floats("head", 1, 4))));
        Import.Report second =
                Imports.run(store, dedupe, Imports.order("m", List.of(same, Imports.floats("head", 2, 4))));
        assertThat(second.reused()).isEqualTo(1);
        assertThat(second.sent()).isEqualTo(16);
        assertThat(server.ask("KEYS", "model:{m}:b:*").items()).hasSize(7);
        Sweep sweep = new Sweep(store, InstantSource.system());
        assertThat(sweep.run("m", -1, Duration.ZERO, false).blobs()).isZero();
        assertThat(sweep.run("m", 0, Duration.ZERO, true)).satisfies(report -> {
            assertThat(report.versions()).containsExactly("1");
            assertThat(report.blobs()).isEqualTo(1);
            assertThat(report.bytes()).isEqualTo(16);
        });
        assertThat(server.ask("KEYS", "model:{m}:b:*").items()).hasSize(7);
        assertThat(sweep.run("m", 0, Duration.ZERO, false).versions()).containsExactly("1");
        assertThat(server.ask("KEYS", "model:{m}:b:*").items()).hasSize(6);
        try (StoredModel model = store.open(ModelName.parse("m"))) {
            assertThat(Verification.of(model, new Progress(), () -> false)).isEmpty();
        }
        new Deletion(store, InstantSource.system()).model("m");
        assertThat(server.ask("KEYS", "*").items()).extracting(Reply::text).containsExactly("model:{m}:events");
    }

    @Test
    void deletesByIndexAndNotWhatIsPointedTo() {
        Imports.run(store, SMALL_CHUNKS, Imports.order("m", List.of(Imports.large("w", 1, 5000))));
        Imports.run(store, SMALL_CHUNKS, Imports.order("m", List.of(Imports.large("w", 2, 5000))));
        Deletion deletion = new Deletion(store, InstantSource.system());
        assertThatThrownBy(() -> deletion.version(ModelName.parse("m:2")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("it is current");
        deletion.version(ModelName.parse("m:1"));
        assertThat(server.ask("KEYS", "model:{m}:v:1*").items()).isEmpty();
        assertThat(store.versions("m")).extracting(ModelStore.Version::number).containsExactly("2");
        assertThat(Imports.run(store, Imports.order("m", List.of(Imports.floats("w", 3, 1))))
                        .version())
                .isEqualTo("3");
    }

    @Test
    void clampsChunksToWhatTheServerTakes() {
        server.ask("CONFIG", "SET", "proto-max-bulk-len", "1mb");
        try {
            Imports.run(store, Imports.order("m", List.of(Imports.large("w", 1, 3_000_000))));
            assertThat(server.ask("STRLEN", "model:{m}:v:1:t:w:0").number()).isEqualTo(1 << 20);
        } finally {
            server.ask("CONFIG", "SET", "proto-max-bulk-len", "512mb");
        }
    }
}
