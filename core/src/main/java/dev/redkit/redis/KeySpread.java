package dev.redkit.redis;

import dev.redkit.lane.Spread;

/**
 * Spreads commands by the slot of their first key, in a cluster or not: what shares a hash tag shares a connection. The
 * first one has those without a key too, in no order with the others. For one thread.
 */
final class KeySpread implements Spread {
    private final KeySpecs specs;
    private final int connections;
    private final RespArgs args = new RespArgs();

    KeySpread(KeySpecs specs, int connections) {
        this.specs = specs;
        this.connections = connections;
    }

    @Override
    public int connections() {
        return connections;
    }

    @Override
    public int connection(byte[] bytes, int start, int end) {
        args.reset(bytes, start, end);
        int key = specs.firstKey(args);
        return key < 0 || !args.has(key) ? 0 : Slots.of(bytes, args.offset(key), args.length(key)) % connections;
    }
}
