package dev.redkit.commands;

import java.util.List;

/**
 * What the shell was asked for.
 *
 * @param words one command to run instead of asking for lines; none for a prompt or a script
 * @param lastFromStdin whether its last argument comes from standard input
 * @param script a file with a Lua script to run with {@code words} as {@code KEY… , ARG…}, or null
 * @param readOnly whether commands that write are refused
 * @param keyNames whether completion may ask the server for names of keys
 * @param programs whether lines may start programs of the system
 * @param vi whether keys are those of vi
 */
public record ShellWishes(
        List<String> words,
        boolean lastFromStdin,
        String script,
        boolean readOnly,
        boolean keyNames,
        boolean programs,
        boolean vi) {}
