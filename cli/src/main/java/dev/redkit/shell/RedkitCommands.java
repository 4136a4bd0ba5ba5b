package dev.redkit.shell;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Cancellation;
import dev.redkit.console.ClosedPipe;
import dev.redkit.console.Console;
import dev.redkit.console.ExitCode;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Format;
import dev.redkit.shell.line.Sentence;
import java.util.ArrayList;
import java.util.List;

/** Runs redkit's own commands inside of the shell, against its server, until they end or Ctrl-C ends them. */
final class RedkitCommands {
    private static final long LOOK_MILLIS = 50;
    /** How long a command that was interrupted may take to let go. */
    private static final long LAST_MILLIS = 3000;

    private final Stage stage;
    private final Settings settings;
    private final Connection connection;
    private final Breaker breaker;
    private final Surroundings surroundings;
    private final Caution caution;

    RedkitCommands(
            Stage stage,
            Settings settings,
            Connection connection,
            Breaker breaker,
            Surroundings surroundings,
            Caution caution) {
        this.caution = caution;
        this.stage = stage;
        this.settings = settings;
        this.connection = connection;
        this.breaker = breaker;
        this.surroundings = surroundings;
    }

    void run(List<String> words, Sentence sentence) {
        int code = code(words, sentence, false);
        if (code != 0) {
            throw new Ended(code);
        }
    }

    /** What goes on until Ctrl-C; that is how it is meant to end. */
    void follow(List<String> words, Sentence sentence) {
        int code = code(words, sentence, true);
        if (code != 0 && code != ExitCode.INTERRUPTED.code()) {
            throw new Ended(code);
        }
    }

    private int code(List<String> words, Sentence sentence, boolean streams) {
        if (!streams) {
            caution.askRedkit(words);
        }
        if (words.contains("shell")) {
            throw new UsageError("this is the shell already");
        }
        List<String> line = new ArrayList<>();
        if (settings.format() != Format.TABLE) {
            line.addAll(List.of("-o", Arg.word(settings.format())));
        }
        line.addAll(words);
        boolean whole = !streams && !words.contains("--askpass") && pages(words);
        try (Outlet outlet = Outlet.of(stage, sentence, whole, settings)) {
            int code = run(outlet, line.toArray(String[]::new));
            outlet.good();
            return code;
        }
    }

    /** Whether a command's output is something to read, and not progress or questions between lines. */
    private static boolean pages(List<String> words) {
        return !words.isEmpty()
                && switch (words.get(0)) {
                    case "help", "info", "version", "backup", "model", "completion" -> true;
                    default -> words.contains("--help");
                };
    }

    private int run(Outlet outlet, String... words) {
        Running running = new Running(outlet.console(), words);
        Thread thread = new Thread(running, "redkit-" + words[0]);
        thread.setDaemon(true);
        breaker.reaction(() -> {
            if (!outlet.takesKeys()) {
                running.interrupt(thread);
            }
        });
        thread.start();
        try {
            long left = LAST_MILLIS;
            while (thread.isAlive() && left > 0) {
                thread.join(LOOK_MILLIS);
                left -= running.interrupted ? LOOK_MILLIS : 0;
            }
            if (running.interrupted) {
                stage.console().note("interrupted");
                return ExitCode.INTERRUPTED.code();
            }
            return running.asked ? ExitCode.INTERRUPTED.code() : running.code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED.code();
        } finally {
            breaker.reaction(null);
        }
    }

    /** One run. The first Ctrl-C asks those to stop who look for that; others, and the second one, are cut off. */
    private final class Running implements Runnable {
        private final Console console;
        private final String[] words;
        private final Cancellation cancellation = new Cancellation(() -> this.watches = true);
        private volatile boolean watches;
        private volatile boolean asked;
        private volatile boolean interrupted;
        private volatile int code = 1;

        Running(Console console, String... words) {
            this.console = console;
            this.words = words;
        }

        @Override
        public void run() {
            try {
                code = surroundings.run(connection.target(), console, cancellation, words);
            } catch (ClosedPipe e) {
                code = 0;
            }
        }

        void interrupt(Thread thread) {
            if (watches && !asked) {
                asked = true;
                cancellation.request();
                return;
            }
            interrupted = true;
            console.mute();
            thread.interrupt();
        }
    }
}
