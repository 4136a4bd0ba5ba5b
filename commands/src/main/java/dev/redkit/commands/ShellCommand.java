package dev.redkit.commands;

import dev.redkit.failure.UsageError;

/** {@code redkit shell}: a prompt for every command of Redis and of redkit, or a script of such lines. */
final class ShellCommand implements Action {
    private final Session session;
    private final Arg words;
    private final Arg lastFromStdin;
    private final Arg eval;
    private final Arg readOnly;
    private final Arg noKeys;
    private final Arg noPrograms;
    private final Arg vi;

    ShellCommand(Syntax syntax, Session session) {
        this.session = session;
        words = syntax.rest("COMMAND ARG", "one command to run instead of a prompt", false);
        lastFromStdin = syntax.flag("take the last argument of COMMAND from standard input, byte for byte", "-x");
        eval = syntax.path("FILE", "run a Lua script of this file; KEY… , ARG… follow", "--eval");
        readOnly = syntax.flag("refuse every command that writes", "--read-only");
        noKeys = syntax.flag("never ask the server for names of keys, channels and fields to complete", "--no-keys");
        noPrograms = syntax.flag("lines start no programs: no '| jq .', no \\e", "--no-programs");
        vi = syntax.flag("edit lines with the keys of vi", "--vi");
        syntax.stopAtFirstParameter();
        syntax.description(
                "A prompt for every command of Redis and of redkit, with the same words: completion, hints, history,"
                        + " tables, pages. 'redkit' alone on a terminal opens it too. \\h at the prompt tells what it can.",
                "Lines on standard input are a script: it ends at the first error, which is told with the number of its"
                        + " line, and with the exit code of that error.");
        syntax.examples(
                "redkit shell --profile prod --read-only",
                "redkit shell < seed.redis # ends at the first error, with its line number",
                "redkit shell -x SET picture < cat.png",
                "redkit shell --eval add.lua counter , 5");
    }

    @Override
    public void run() {
        if (eval.present() && lastFromStdin.present()) {
            throw new UsageError("--eval and -x exclude each other");
        }
        if (lastFromStdin.present() && words.all().isEmpty()) {
            throw new UsageError("-x needs a COMMAND whose last argument it is");
        }
        session.shell(new ShellWishes(
                words.all(),
                lastFromStdin.present(),
                eval.text(),
                readOnly.present(),
                !noKeys.present(),
                !noPrograms.present(),
                vi.present()));
    }
}
