package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Redis;

/** A module that a server may have loaded or not, and what to say when it has not. */
public enum ServerModule {
    REDIS_ML("Redis-ML", "redis-ml", "ML.LINREG.SET"),
    REDIS_AI("RedisAI", "ai", "AI.TENSORSET");

    private final String title;
    private final String module;
    private final String command;

    ServerModule(String title, String module, String command) {
        this.title = title;
        this.module = module;
        this.command = command;
    }

    /** Its name in MODULE LIST. */
    public String module() {
        return module;
    }

    /** Whether the server has it, as far as it lets that be seen; one that hides its modules and commands is believed to. */
    public boolean isThere(Redis redis) {
        Capabilities capabilities = redis.capabilities();
        return capabilities.modules().containsKey(module)
                || capabilities.supports(command).orElse(true);
    }

    /**
     * Goes on only when the server has it.
     *
     * @param otherwise what else the user can do
     */
    void require(Redis redis, String otherwise) {
        if (!isThere(redis)) {
            throw missing(redis, otherwise);
        }
    }

    private ServerRefused missing(Redis redis, String otherwise) {
        return new ServerRefused(
                redis.target().address() + " has not loaded the module " + title + " ('" + module + "'), which knows "
                        + command,
                "load it there (MODULE LOAD); " + otherwise);
    }

    /** What an error of the server means when it may be that it has no such module. */
    ServerRefused explain(ServerRefused refused, Redis redis, String otherwise) {
        return refused.getMessage().contains("unknown command") ? missing(redis, otherwise) : refused;
    }
}
