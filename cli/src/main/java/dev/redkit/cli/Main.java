package dev.redkit.cli;

import dev.redkit.console.Console;
import java.util.Map;

/** The entry point. Nothing else in redkit ends the process. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Map<String, String> env = System.getenv();
        Console console = Console.system(env);
        Interrupts interrupts = new Interrupts(console);
        int code = new Program(console, env, interrupts.cancellation()).run(HiddenWords.restore(args, env));
        System.exit(interrupts.exitCode(code));
    }
}
