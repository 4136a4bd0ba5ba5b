package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every jar of the package is in its list of licences, and every text that the list names is there. */
class PackageLicencesIT {
    private static Path program;
    private static String list;

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            program = built.filter(path -> Files.isExecutable(path.resolve("bin/redkit")))
                    .findFirst()
                    .orElseThrow();
        }
        list = Files.readString(program.resolve("licences/THIRD-PARTY.md"));
    }

    @Test
    void namesEveryJar() throws IOException {
        List<String> jars;
        try (Stream<Path> lib = Files.list(program.resolve("lib"))) {
            jars = lib.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .map(name -> name.replaceFirst("-\\d.*", ""))
                    .filter(name -> !name.matches("redkit-(?!picocli).*"))
                    .toList();
        }
        assertThat(jars)
                .isNotEmpty()
                .allSatisfy(jar -> assertThat(list)
                        .containsPattern("(?m)^\\|[^|]*\\b(" + Pattern.quote(jar)
                                + (jar.startsWith("netty-") ? "|netty-\\*" : "") + ")(?![\\w-])"));
    }

    @Test
    void bringsEveryTextItNames() throws IOException {
        Matcher named = Pattern.compile("`([\\w.-]+\\.txt|\\.\\./LICENSE)`").matcher(list);
        while (named.find()) {
            assertThat(program.resolve("licences").resolve(named.group(1))).isRegularFile();
        }
        Matcher folders = Pattern.compile("`([\\w-]+)-\\*/`").matcher(list);
        while (folders.find()) {
            String start = folders.group(1) + "-";
            try (Stream<Path> all = Files.list(program.resolve("licences"))) {
                assertThat(all).anyMatch(path -> path.getFileName().toString().startsWith(start));
            }
        }
    }
}
