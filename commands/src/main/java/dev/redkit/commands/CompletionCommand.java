package dev.redkit.commands;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code redkit completion}: the scripts that the build generates from the same model as the help. */
final class CompletionCommand implements Action {
    private final Session session;
    private final Arg shell;

    CompletionCommand(Syntax syntax, Session session) {
        this.session = session;
        shell = syntax.parameterOf("SHELL", "bash, zsh or fish", true, List.of("bash", "zsh", "fish"));
        syntax.examples(
                "eval \"$(redkit completion bash)\" # in ~/.bashrc",
                "redkit completion zsh > ~/.zfunc/_redkit # with ~/.zfunc in fpath",
                "redkit completion fish > ~/.config/fish/completions/redkit.fish");
    }

    @Override
    public void run() {
        String file = shell.text().equals("zsh") ? "_redkit" : "redkit." + shell.text();
        try (InputStream in = CompletionCommand.class.getResourceAsStream("/completions/" + file)) {
            byte[] script = in.readAllBytes();
            session.console().write(script, 0, script.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
