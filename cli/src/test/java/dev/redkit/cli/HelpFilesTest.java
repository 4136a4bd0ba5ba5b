package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The help of every command, as a file: a change of it is seen in review. Regenerated with -Dredkit.generate=true. */
class HelpFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/help");

    @Test
    void helpIsAsReviewed() throws IOException {
        for (Model.Place place : new Model().places()) {
            List<String> words = new ArrayList<>(List.of(place.path().split(" ", -1)));
            words.remove("");
            words.add("--help");
            String help = new Cli().with(words).out();
            Path file = FOLDER.resolve(("redkit " + place.path()).strip().replace(' ', '-') + ".txt");
            if (Boolean.getBoolean("redkit.generate")) {
                Files.createDirectories(FOLDER);
                Files.writeString(file, help);
            }
            assertThat(file).content().isEqualTo(help);
        }
    }
}
