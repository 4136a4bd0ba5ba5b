package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.cli.Model.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * man/ and completions/ are what the syntax says now. {@code mvn test -pl cli -am -Dredkit.generate=true
 * -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false} writes them anew.
 */
class GeneratedFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Model model = new Model();

    @Test
    void manPagesAreFresh() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        for (Place place : model.places()) {
            wanted.put(ManPage.fileName(place), ManPage.of(model, place));
        }
        compare(ROOT.resolve("man"), wanted);
    }

    @Test
    void completionsAreFresh() throws IOException {
        Map<String, String> wanted = new TreeMap<>();
        wanted.put("redkit.bash", BashCompletion.of(model));
        wanted.put("_redkit", ZshCompletion.of(model));
        wanted.put("redkit.fish", FishCompletion.of(model));
        compare(ROOT.resolve("completions"), wanted);
    }

    private static void compare(Path folder, Map<String, String> wanted) throws IOException {
        Set<String> there = new TreeSet<>();
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> there.add(file.getFileName().toString()));
        }
        if (Boolean.getBoolean("redkit.generate")) {
            for (String name : there) {
                Files.delete(folder.resolve(name));
            }
            for (Map.Entry<String, String> one : wanted.entrySet()) {
                Files.writeString(folder.resolve(one.getKey()), one.getValue());
            }
            return;
        }
        assertThat(there)
                .as("files in %s; regenerate with -Dredkit.generate=true", folder)
                .isEqualTo(wanted.keySet());
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            assertThat(folder.resolve(one.getKey()))
                    .as("regenerate with -Dredkit.generate=true")
                    .content()
                    .isEqualTo(one.getValue());
        }
    }
}
