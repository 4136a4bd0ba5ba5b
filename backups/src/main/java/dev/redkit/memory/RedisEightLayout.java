package dev.redkit.memory;

/** Redis since 7.2: small lists and sets are packed, consumers remember when they were last active. */
final class RedisEightLayout extends RedisSevenLayout {
    RedisEightLayout(Allocator allocator) {
        super(allocator);
    }

    @Override
    long consumer() {
        return 32;
    }

    @Override
    boolean packsLists() {
        return true;
    }

    @Override
    boolean packsSets() {
        return true;
    }
}
