package dev.redkit.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A headless Chromium that opens a page from a file, runs its scripts, and tells what became of it. */
public final class Browser {
    private static final List<String> COMMAND = List.of(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--enable-logging=stderr",
            "--virtual-time-budget=5000");

    /** The page's markup after its scripts ran, and what they complained about. */
    public record Sight(String dom, List<String> complaints) {}

    private Browser() {}

    /** Opens the page and looks at it, as wide as that many pixels; keeps a picture of it. */
    public static Sight open(Path page, int width, Path picture) throws IOException, InterruptedException {
        String window = "--window-size=" + width + ",2400";
        run(page, "--screenshot=" + picture.toAbsolutePath(), window);
        return run(page, "--dump-dom", window);
    }

    private static Sight run(Path page, String... options) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory("redkit-browser");
        Path out = Files.createTempFile(profile, "out", "");
        Path err = Files.createTempFile(profile, "err", "");
        List<String> words = new ArrayList<>(COMMAND);
        words.add("--user-data-dir=" + profile);
        words.addAll(List.of(options));
        words.add(page.toUri().toString());
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new IOException("the browser did not come to an end with " + page);
            }
        } finally {
            process.destroyForcibly();
        }
        List<String> complaints = Files.readString(err, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains(":CONSOLE"))
                .toList();
        return new Sight(Files.readString(out, StandardCharsets.UTF_8), complaints);
    }
}
