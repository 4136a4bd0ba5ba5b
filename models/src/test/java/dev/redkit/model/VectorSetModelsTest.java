package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.model.VectorSetModels.Quantisation;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8})
class VectorSetModelsTest {
    private static final VectorSetModels.Run RUN = new VectorSetModels.Run(new Progress(), () -> false);
    private static final Tensor MATRIX = Imports.floats("emb", 1, 300, 4);

    private final TestServer server;
    private final VectorSetModels sets;

    VectorSetModelsTest(TestServer server) {
        this.server = server;
        this.sets = new VectorSetModels(Redis.open(server.target()));
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private VectorSetModels.Report write(List<String> names) {
        return sets.write("v", MATRIX, names.iterator(), Quantisation.NOQUANT, RUN);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "row" + i).toList();
    }

    private boolean knowsVectors() {
        return server.flavour() == Flavour.REDIS8;
    }

    @Test
    void makesARowAnElement() {
        if (!knowsVectors()) {
            assertThatThrownBy(() -> write(names(300)))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("knows no vector sets");
            return;
        }
        assertThat(write(names(300))).isEqualTo(new VectorSetModels.Report("v", 300, 4));
        assertThat(server.ask("VCARD", "v").number()).isEqualTo(300);
        assertThat(server.ask("VDIM", "v").number()).isEqualTo(4);
        assertThat(server.ask("PTTL", "v").number()).isEqualTo(-1);
        assertThat(server.ask("VEMB", "v", "row299").items()).hasSize(4);
        assertThatThrownBy(() -> write(names(300)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("already");
    }

    @Test
    void leavesNothingWhenTheNamesDoNotFit() {
        for (List<String> wrong : List.of(names(299), names(301), List.<String>of())) {
            assertThatThrownBy(() -> write(wrong)).isInstanceOfAny(BadInput.class, ServerRefused.class);
        }
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void refusesWhatIsNoMatrix() {
        assertThatThrownBy(() -> sets.write("v", Imports.floats("w", 1, 3), names(3).iterator(), Quantisation.Q8, RUN))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is no matrix of numbers");
    }
}
