package dev.redkit.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The floors of the house: who may know whom, and who may touch the terminal, the clock and the process. */
class FloorsTest {
    private static final Path ROOT = Path.of("..");

    /** Each module, and the modules that it may know besides itself. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "core", Set.of(),
            "backups", Set.of("core"),
            "loaders", Set.of("core", "backups"),
            "models", Set.of("core", "backups", "loaders"),
            "ops", Set.of("core", "backups"),
            "bench", Set.of("core", "backups"),
            "commands", Set.of("core", "backups", "loaders", "models", "ops", "bench"),
            "cli", Set.of("core", "backups", "loaders", "models", "ops", "bench", "commands"));

    private static final Set<String> UPPER_FLOORS = Set.of("commands", "cli");

    /** The two doors: who starts and ends the process, and who talks to the terminal. */
    private static final String DOORS =
            "dev\\.redkit\\.(cli\\.(Main|Training|Interrupts)|console\\.(Console|StandardInput))(\\$.*)?";

    private static final Pattern BANNED = Pattern.compile(String.join(
            "|",
            "java\\.lang\\.System\\.(out|err|in|exit\\(.*|console\\(.*)",
            "java\\.io\\.FileDescriptor\\.(out|err|in)",
            "java\\.lang\\.Runtime\\.(exit|halt)\\(.*",
            "java\\.lang\\.Thread\\.sleep\\(.*",
            "java\\.lang\\.Throwable\\.printStackTrace\\(\\)",
            "java\\.nio\\.charset\\.Charset\\.defaultCharset\\(\\)",
            "java\\.lang\\.String\\.getBytes\\(\\)",
            "java\\.lang\\.String\\.<init>\\(\\[B(, int, int)?\\)",
            "java\\.io\\.(FileReader|FileWriter)\\.<init>\\([^,]*\\)",
            "java\\.io\\.InputStreamReader\\.<init>\\(java\\.io\\.InputStream\\)",
            "java\\.io\\.OutputStreamWriter\\.<init>\\(java\\.io\\.OutputStream\\)",
            "java\\.io\\.Print(Stream|Writer)\\.<init>\\(java\\.(io\\.(OutputStream|File)|lang\\.String)(, boolean)?\\)",
            "java\\.util\\.Scanner\\.<init>\\(java\\.io\\.InputStream\\)",
            "java\\.util\\.Locale\\.getDefault\\(.*",
            "java\\.lang\\.String\\.(toLowerCase|toUpperCase)\\(\\)",
            "java\\.lang\\.String\\.format\\(java\\.lang\\.String, .*",
            "java\\.lang\\.String\\.formatted\\(.*"));

    private static JavaClasses house;
    private static final Map<String, String> MODULE_OF = new LinkedHashMap<>();

    @BeforeAll
    static void readAllModules() {
        List<Path> folders = new ArrayList<>();
        for (String module : modules().toList()) {
            Path classes = ROOT.resolve(module).resolve("target/classes");
            if (Files.isDirectory(classes)) {
                folders.add(classes);
                files(classes, ".class").forEach(file -> MODULE_OF.put(nameOf(classes, file), module));
            }
        }
        house = new ClassFileImporter().importPaths(folders);
    }

    static Stream<String> modules() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void knowsOnlyWhatItMayKnow(String module) {
        Set<String> allowed = MAY_KNOW.get(module);
        classes()
                .that(in(Set.of(module)))
                .should()
                .onlyDependOnClassesThat(new DescribedPredicate<>("are of " + module + " or of " + allowed) {
                    @Override
                    public boolean test(JavaClass other) {
                        String its = MODULE_OF.get(outermost(other));
                        return its == null || its.equals(module) || allowed.contains(its);
                    }
                })
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void keepsCommandLineLibrariesOnTheUpperFloors() {
        noClasses()
                .that(DescribedPredicate.not(in(UPPER_FLOORS)))
                .should()
                .dependOnClassesThat(resideInAnyPackage("picocli..", "org.jline.."))
                .check(house);
    }

    @Test
    void leavesTerminalProcessClockAndDefaultsToTheDoors() {
        noClasses()
                .that()
                .haveNameNotMatching(DOORS)
                .should()
                .accessTargetWhere(new DescribedPredicate<>("is the terminal, the process, a sleep or a default") {
                    @Override
                    public boolean test(JavaAccess<?> access) {
                        AccessTarget target = access.getTarget();
                        return BANNED.matcher(target.getFullName()).matches();
                    }
                })
                .check(house);
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("dev.redkit.(*)..").should().beFreeOfCycles().check(house);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void tellsTheIdeaOfEveryPackage(String module) {
        Path sources = ROOT.resolve(module).resolve("src/main/java");
        Set<Path> packages = new TreeSet<>();
        files(sources, ".java").forEach(file -> packages.add(file.getParent()));
        assertThat(packages)
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .as("every package says in a few lines what its idea is")
                        .content()
                        .contains("/**"));
    }

    private static DescribedPredicate<JavaClass> in(Set<String> modules) {
        return new DescribedPredicate<>("are of " + modules) {
            @Override
            public boolean test(JavaClass type) {
                String module = MODULE_OF.get(outermost(type));
                return module != null && modules.contains(module);
            }
        };
    }

    private static String outermost(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String nameOf(Path classes, Path file) {
        String name =
                classes.relativize(file).toString().replace(file.getFileSystem().getSeparator(), ".");
        return name.substring(0, name.length() - ".class".length());
    }

    private static List<Path> files(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(suffix)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
