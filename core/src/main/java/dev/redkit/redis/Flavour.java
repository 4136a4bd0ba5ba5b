package dev.redkit.redis;

/** Whose server it is. All speak RESP; they part where commands and file formats are newer than Redis 7.2. */
public enum Flavour {
    REDIS("Redis"),
    VALKEY("Valkey"),
    KEYDB("KeyDB"),
    DRAGONFLY("Dragonfly"),
    UNKNOWN("a server that does not say what it is");

    private final String title;

    Flavour(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
