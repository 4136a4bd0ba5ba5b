package dev.redkit.commands.backup;

import dev.redkit.backup.Inspection;
import dev.redkit.backup.TargetServer;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.memory.Allocator;

/** The options that say on which server keys would take memory. */
final class BackupMemoryArgs {
    private final Arg server;
    private final Arg allocator;

    BackupMemoryArgs(Syntax syntax) {
        server = syntax.option(
                "SERVER", "work out what keys take in memory there: redis:7.0, redis:8, valkey:9", "--memory-for");
        allocator = syntax.choice(
                Allocator.class,
                "what that server was built with (default jemalloc: its own; packages of Debian: system-jemalloc)",
                "--allocator");
    }

    /** Null when memory was not asked for. */
    Inspection.Memory memory() {
        if (!server.present()) {
            if (allocator.present()) {
                throw new UsageError("--allocator means nothing without --memory-for");
            }
            return null;
        }
        return new Inspection.Memory(TargetServer.parse(server.text()), allocator.choice(Allocator.JEMALLOC));
    }
}
