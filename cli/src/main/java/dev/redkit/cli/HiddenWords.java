package dev.redkit.cli;

import java.util.Map;

/**
 * Words of the command line that hold a password. The launcher moves them to the environment, because everybody can see
 * the arguments of a running process; here they come back. Processes that redkit starts do not get them.
 */
final class HiddenWords {
    private static final String WORD = "@hidden:";
    private static final String VARIABLE = "REDKIT_HIDDEN_";

    private HiddenWords() {}

    /** The command line as it was typed. */
    static String[] restore(String[] args, Map<String, String> env) {
        String[] words = args.clone();
        for (int i = 0; i < words.length; i++) {
            if (words[i].startsWith(WORD)) {
                words[i] = env.getOrDefault(VARIABLE + words[i].substring(WORD.length()), words[i]);
            }
        }
        return words;
    }

    /** Keeps them from a process that is about to start. */
    static ProcessBuilder keptFrom(ProcessBuilder process) {
        process.environment().keySet().removeIf(name -> name.startsWith(VARIABLE));
        return process;
    }
}
