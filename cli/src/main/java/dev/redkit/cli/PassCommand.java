package dev.redkit.cli;

import dev.redkit.failure.NotAllowed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A password that a command prints. It runs again for every connection, because what it prints may be a token of some
 * minutes. What it prints is shown nowhere; what it complains of is shown when it fails.
 */
final class PassCommand implements Supplier<String> {
    private final String command;
    private final String profile;

    PassCommand(String command, String profile) {
        this.command = command;
        this.profile = profile;
    }

    @Override
    public String get() {
        try {
            Path complaints = Files.createTempFile("redkit", ".err");
            try {
                return run(complaints);
            } finally {
                Files.delete(complaints);
            }
        } catch (IOException e) {
            throw new NotAllowed(name() + " cannot be run: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotAllowed(name() + " was interrupted", null, e);
        }
    }

    private String run(Path complaints) throws IOException, InterruptedException {
        Process process = HiddenWords.keptFrom(new ProcessBuilder("/bin/sh", "-c", command))
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(complaints.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            String why = Files.readString(complaints, StandardCharsets.UTF_8).strip();
            throw new NotAllowed(name() + " failed with exit code " + code + (why.isEmpty() ? "" : ": " + why));
        }
        int end = printed.indexOf('\n');
        String first = (end < 0 ? printed : printed.substring(0, end)).stripTrailing();
        if (first.isEmpty()) {
            throw new NotAllowed(name() + " printed no password");
        }
        return first;
    }

    private String name() {
        return "the pass-command of profile '" + profile + "'";
    }

    @Override
    public String toString() {
        return name();
    }
}
