package dev.redkit.format;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A process of its own that reads a file, and says what {@link Fixtures#found} finds. */
final class FoundInFile {
    private FoundInFile() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Fixtures.found(Path.of(args[0])).forEach((name, what) -> out.println(name + " " + what));
    }
}
