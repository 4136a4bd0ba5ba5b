package dev.redkit.commands;

/** What a subcommand does once its words are parsed. Every end but the good one is a failure, thrown. */
@FunctionalInterface
public interface Action {
    void run();
}
