package dev.redkit.testkit;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A framework in a JVM of its own, so that its classes, its natives and its crashes stay away from the tests. What it is to
 * do is one source file in {@code src/test/frameworks}, which sees the framework and the test's own classes.
 */
public final class Framework {
    private static final Path SOURCES = Path.of("src/test/frameworks");

    /** A loaded machine unpacks hundreds of megabytes of natives slowly. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Framework() {}

    /** Where {@code .ci/frameworks} puts it. */
    static Path folder(String name) {
        String folder = System.getenv("REDKIT_FRAMEWORKS");
        Path all = folder == null || folder.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "redkit", "frameworks")
                : Path.of(folder);
        return all.resolve(name);
    }

    /**
     * A program of it.
     *
     * @param temporary where it may leave what it likes
     * @param source the name of the file, without its suffix
     */
    public static Program program(String name, Path temporary, String source, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary.toAbsolutePath(),
                "-Duser.home=" + temporary.toAbsolutePath()));
        for (String opened : List.of("java.lang", "java.lang.invoke", "java.io", "java.net", "java.nio", "java.util")) {
            command.addAll(List.of("--add-opens", "java.base/" + opened + "=ALL-UNNAMED"));
        }
        command.addAll(List.of("--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED"));
        command.addAll(List.of("-cp", folder(name) + "/*" + File.pathSeparator + absolute("target/test-classes")));
        command.add(absolute(SOURCES.resolve(source + ".java").toString()));
        command.addAll(List.of(arguments));
        return Program.of(command.toArray(String[]::new)).patience(PATIENCE);
    }

    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }
}
