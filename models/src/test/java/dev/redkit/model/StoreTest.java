package dev.redkit.model;

import dev.redkit.redis.Redis;
import dev.redkit.testkit.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What is tested with a store that is empty at first. */
abstract class StoreTest {
    final TestServer server;
    final ModelStore store;

    StoreTest(TestServer server) {
        this.server = server;
        this.store = ModelStore.open(Redis.open(server.target()));
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    @AfterEach
    void disconnect() {
        store.close();
    }
}
