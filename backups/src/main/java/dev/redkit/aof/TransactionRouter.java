package dev.redkit.aof;

import dev.redkit.lane.Router;
import dev.redkit.lane.RouterBehind;
import dev.redkit.target.Address;

/**
 * The way to a cluster for commands of which some belong together: while one of a transaction is sent, all go where its
 * first key lives. Whoever gives the commands says so before each, on the same thread.
 */
public final class TransactionRouter implements RouterBehind {
    private final Router router;
    private byte[] pin;

    public TransactionRouter(Router router) {
        this.router = router;
    }

    @Override
    public Router router() {
        return router;
    }

    /** The next command goes where this one would; null: where its own key is. */
    void pin(byte[] command) {
        pin = command;
    }

    @Override
    public Address route(byte[] bytes, int start, int end) {
        return pin == null ? router.route(bytes, start, end) : router.route(pin, 0, pin.length);
    }
}
