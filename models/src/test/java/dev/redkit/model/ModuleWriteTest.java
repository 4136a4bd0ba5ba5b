package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.ServerRefused;
import dev.redkit.predict.Task;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Shape;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a real server without the modules gets: a sentence that names them, and nothing is changed. */
@RedisServer(config = "user shy on >secret ~* +@all -command -module")
class ModuleWriteTest {
    private final TestServer server;

    ModuleWriteTest(TestServer server) {
        this.server = server;
    }

    private static List<ModuleCommand> matrix() {
        return MlCommands.matrix("a", MlCommandsTest.doubles("W", Shape.of(1, 1), 1));
    }

    @Test
    void namesTheModuleThatIsMissing() {
        try (Redis redis = Redis.open(server.target());
                ModuleWrite ml = new ModuleWrite(redis, ServerModule.REDIS_ML);
                ModuleWrite ai = new ModuleWrite(redis, ServerModule.REDIS_AI)) {
            assertThatThrownBy(() -> ml.run(matrix(), MlCommands.TYPES, false))
                    .isInstanceOfSatisfying(
                            ServerRefused.class,
                            e -> assertThat(e.hint().orElse(""))
                                    .contains("MODULE LOAD")
                                    .contains("--out FILE.resp"))
                    .hasMessageContaining("has not loaded the module Redis-ML ('redis-ml'), which knows ML.LINREG.SET");
            assertThatThrownBy(() -> ai.run(matrix(), AiTensors.TYPE, false))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("module RedisAI ('ai'), which knows AI.TENSORSET");
            assertThatThrownBy(() -> AiModels.open(redis, "m"))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("module RedisAI ('ai')");
        }
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void findsOutFromTheAnswerWhereTheServerHidesWhatItHas() {
        try (Redis redis = Redis.open(server.as("shy", "secret"));
                ModuleWrite ml = new ModuleWrite(redis, ServerModule.REDIS_ML)) {
            assertThat(redis.capabilities().commands()).isEmpty();
            assertThatThrownBy(() -> ml.run(matrix(), MlCommands.TYPES, false))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("has not loaded the module Redis-ML ('redis-ml')");
        }
        assertThat(server.ask("EXISTS", "a").number()).isZero();
    }

    @Test
    void leavesAloneWhatIsNoKeyOfTheModule() {
        try (Redis redis = Redis.open(server.target())) {
            server.ask("HSET", "linear", "coefficient", "1.5");
            assertThat(MlModel.open(redis, "linear", Task.LINEAR)).isEmpty();
            assertThat(MlModel.open(redis, "nothing", null)).isEmpty();
            server.ask("DEL", "linear");
        }
    }
}
