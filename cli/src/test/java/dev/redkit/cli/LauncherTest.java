package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, with JVMs that only print what they were called with. */
class LauncherTest {
    private static final String JAR = "redkit-cli-1.jar";

    @TempDir
    Path folder;

    private Path app;
    private Path cache;
    private Path java17;
    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void install() throws IOException {
        app = folder.resolve("an app");
        cache = folder.resolve("a cache");
        Path lib = Files.createDirectories(app.resolve("lib"));
        Files.writeString(lib.resolve(JAR), "jar");
        Path source = Path.of("src/main/launcher");
        Files.copy(source.resolve("archive.sh"), lib.resolve("archive.sh"));
        String script = Files.readString(source.resolve("redkit"))
                .replace("@build@", "b1")
                .replace("@jar@", JAR)
                .replace("@classpath@", "\"$lib/" + JAR + "\"");
        executable(Files.createDirectories(app.resolve("bin")).resolve("redkit"), script);
        java17 = jvm("jvm 17", "17.0.15");
        env.put("JAVA_HOME", java17.toString());
        env.put("REDKIT_CACHE", cache.toString());
        env.put("REDKIT_ARCHIVE", "off");
        env.put("LANG", "C.UTF-8");
    }

    @Test
    void handsEveryWordOnAsItIs() throws Exception {
        assertThat(run("call", "SET", "a key", "$HOME `x` \\n*", ""))
                .endsWith("call", "SET", "a key", "$HOME `x` \\n*", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash", "busybox"})
    void runsUnderThisShell(String shell) throws Exception {
        Path path = Path.of("/usr/bin", shell);
        assumeTrue(Files.isExecutable(path), shell + " is not installed");
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll("busybox".equals(shell) ? List.of("sh") : List.of());
        command.addAll(List.of(app.resolve("bin/redkit").toString(), "ping"));
        assertThat(run(folder, command)).endsWith("dev.redkit.cli.Main", "ping");
    }

    @Test
    void findsItsJarsFromAnyFolderAndThroughLinks() throws Exception {
        String jar = app.toRealPath().resolve("lib").resolve(JAR).toString();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("an app/bin/redkit"));
        Path second = Files.createSymbolicLink(folder.resolve("second link"), link);
        assertThat(run(folder, List.of(second.toString(), "ping"))).contains(jar);
        assertThat(run(folder, List.of("./link", "ping"))).contains(jar);
        assertThat(run(app, List.of("bin/redkit", "ping"))).contains(jar);
        assertThat(run(app.resolve("bin"), List.of("./redkit", "ping"))).contains(jar);
        assertThat(run(app.resolve("lib"), List.of("../bin/redkit", "ping"))).contains(jar);
        assertThat(run(app.resolve("bin"), List.of("sh", "redkit", "ping"))).contains(jar);
    }

    @Test
    void startsShortCommandsLightlyAndLongOnesWithAllTiers() throws Exception {
        assertThat(run("-p", "1", "ping")).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        assertThat(run("-p", "1", "export")).contains("-XX:+UseSerialGC").doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(run("call", "GET", "load")).contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void bringsTheSecondCompilerWhereLoadBuildsValues() throws Exception {
        assertThat(run("load", "a.csv")).contains("-XX:TieredStopAtLevel=1");
        assertThat(run("load", "a.csv", "--mode", "replace")).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(run("load", "a.csv", "--lane=restore")).doesNotContain("-XX:TieredStopAtLevel=1");
        assertThat(run("load", "a.csv", "--out", "a.rdb")).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void bringsTheSecondCompilerWhereThereAreCiphers() throws Exception {
        assertThat(run("-p", "1", "pipe")).contains("-XX:TieredStopAtLevel=1");
        for (String tls : List.of("--tls", "rediss://h", "-urediss://u:p@h", "--profile=x")) {
            assertThat(run(tls, "pipe")).doesNotContain("-XX:TieredStopAtLevel=1");
        }
        env.put("REDIS_URL", "rediss://h");
        assertThat(run("pipe")).doesNotContain("-XX:TieredStopAtLevel=1");
    }

    @Test
    void letsTheUserHaveTheLastWord() throws Exception {
        env.put("REDKIT_OPTS", "-Xmx64m -XX:+UseParallelGC");
        assertThat(run("ping"))
                .containsSubsequence("-XX:TieredStopAtLevel=1", "-Xmx64m", "-XX:+UseParallelGC", "dev.redkit.cli.Main")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void keepsPasswordsOutOfTheArguments() throws Exception {
        assertThat(run("-a", "s3same", "-u", "redis://ann:s3same@h:1", "--pass=s3same", "call", "SET", "a b", "*"))
                .containsSubsequence("-a", "@hidden:1", "-u", "@hidden:2", "@hidden:3", "call", "SET", "a b", "*")
                .contains("hidden=s3same")
                .noneMatch(line -> line.contains("s3same") && !line.startsWith("hidden="));
        assertThat(run("call", "SET", "k", "-a")).contains("-a").doesNotContain("@hidden");
    }

    @Test
    void saysWhichStreamsAreATerminal() throws Exception {
        assertThat(run("ping")).contains("-Dredkit.tty=000");
    }

    @Test
    void readsArgumentsAsUtf8WhateverTheLocale() throws Exception {
        assertThat(run("ping")).contains("ctype=");
        env.put("LANG", "C");
        assertThat(run("ping")).contains("ctype=C.UTF-8");
        env.put("LC_ALL", "POSIX");
        assertThat(run("ping")).contains("all=C.UTF-8");
    }

    @Test
    void runsWithoutAHome() throws Exception {
        env.remove("REDKIT_CACHE");
        env.remove("REDKIT_ARCHIVE");
        assertThat(run("ping")).endsWith("ping").contains("-Dredkit.archive=");
    }

    @Test
    void runsWithACacheThatCannotBeMade() throws Exception {
        Files.writeString(cache, "a file, where a folder is wanted");
        env.remove("REDKIT_ARCHIVE");
        env.remove("JAVA_HOME");
        env.put("PATH", jvm("jvm 99", "99.0.1").resolve("bin") + ":/usr/bin:/bin");
        assertThat(run("ping")).endsWith("ping").contains("-Dredkit.archive=");
    }

    @Test
    void prefersWhatItIsTold() throws Exception {
        Path java21 = jvm("jvm 21", "21.0.2");
        env.put("REDKIT_JAVA", java21.toString());
        assertThat(run("ping")).contains("home=" + java21);
        env.put("REDKIT_JAVA", java21.resolve("bin/java").toString());
        assertThat(run("ping")).contains("home=" + java21.toRealPath());
    }

    @Test
    void refusesARuntimeItWasToldThatIsTooOld() throws Exception {
        env.put("REDKIT_JAVA", jvm("jvm 11", "11.0.9").toString());
        assertThat(String.join("\n", run("ping"))).contains("REDKIT_JAVA=", "17 or newer", "exit 1");
    }

    @Test
    void looksForANewerRuntimeWhenJavaHomeIsTooOld() throws Exception {
        Path java99 = jvm("jvm 99", "99.0.1");
        env.put("JAVA_HOME", jvm("jvm 8", "1.8.0_402").toString());
        env.put("PATH", java99.resolve("bin") + ":/usr/bin:/bin");
        assertThat(run("ping")).contains("home=" + java99.toRealPath());
        assertThat(cache.resolve("start/jvm")).hasContent(java99.toRealPath().toString());
    }

    @Test
    void forgetsARuntimeThatIsGone() throws Exception {
        Path java99 = jvm("jvm 99", "99.0.1");
        Files.createDirectories(cache.resolve("start"));
        Files.writeString(cache.resolve("start/jvm"), folder.resolve("gone") + "\n");
        env.remove("JAVA_HOME");
        env.put("PATH", java99.resolve("bin") + ":/usr/bin:/bin");
        assertThat(run("ping")).contains("home=" + java99.toRealPath());
    }

    @Test
    void makesTheArchiveFirstWhenAskedToWait() throws Exception {
        env.put("REDKIT_ARCHIVE", "wait");
        String used = archiveOf(run("ping"));
        assertThat(Path.of(used)).hasContent("made").hasFileName("17.0.15+1-b1.jsa");
        assertThat(cache.resolve("start/lock")).doesNotExist();
        env.remove("REDKIT_ARCHIVE");
        assertThat(run("ping")).contains("-XX:SharedArchiveFile=" + used);
    }

    @Test
    void doesNotUseAnArchiveOlderThanTheJars() throws Exception {
        env.put("REDKIT_ARCHIVE", "wait");
        Path archive = Path.of(archiveOf(run("ping")));
        Files.writeString(archive, "old");
        Files.setLastModifiedTime(archive, FileTime.fromMillis(0));
        assertThat(archiveOf(run("ping"))).isEqualTo(archive.toString());
        assertThat(archive).hasContent("made");
    }

    @Test
    void takesTheWideArchiveWhereLettuceIsNeeded() throws Exception {
        env.put("REDKIT_ARCHIVE", "wait");
        assertThat(archiveOf(run("info", "-c"))).endsWith("-b1-wide.jsa");
        assertThat(archiveOf(run("info"))).endsWith("-b1.jsa");
        env.put("REDIS_URL", "redis-sentinel://one,two#main");
        assertThat(archiveOf(run("info"))).endsWith("-b1-wide.jsa");
    }

    @Test
    void makesAnAotCacheOnNewerRuntimes() throws Exception {
        env.put("JAVA_HOME", jvm("jvm 25", "25.0.1").toString());
        env.put("REDKIT_ARCHIVE", "wait");
        assertThat(archiveOf(run("ping"))).endsWith("25.0.1+1-b1.aot");
    }

    @Test
    void dropsTheArchivesOfInstallationsThatAreGone() throws Exception {
        Path gone = Files.createDirectories(cache.resolve("start/gone/@/jvm"));
        Files.writeString(gone.resolve("owner"), folder.resolve("gone") + "\n" + java17 + "\n");
        Files.writeString(gone.resolve("17-b0.jsa"), "old");
        env.put("REDKIT_ARCHIVE", "wait");
        run("ping");
        assertThat(cache.resolve("start/gone")).doesNotExist();
    }

    private static String archiveOf(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("-Dredkit.archive="))
                .findFirst()
                .orElseThrow()
                .substring("-Dredkit.archive=".length());
    }

    private List<String> run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(app.resolve("bin/redkit").toString()));
        command.addAll(List.of(words));
        return run(folder, command);
    }

    /** What the command printed, by lines; its exit code as a last line when it is not 0. */
    private List<String> run(Path directory, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(env);
        Process process = builder.start();
        process.getOutputStream().close();
        String text;
        try (InputStream out = process.getInputStream()) {
            text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        lines.remove(lines.size() - 1);
        if (process.exitValue() != 0) {
            lines.add("exit " + process.exitValue());
        }
        return lines;
    }

    private Path jvm(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_RUNTIME_VERSION=\"" + version + "+1\"\nJAVA_VERSION=\"" + version
                        + "\"\n");
        executable(home.resolve("bin/java"), """
            #!/bin/sh
            for word; do
                case $word in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo made >"${word#*=}" ;; esac
            done
            echo "home=${0%%/bin/java}"
            echo "ctype=${LC_CTYPE:-}"
            echo "all=${LC_ALL:-}"
            echo "hidden=${REDKIT_HIDDEN_1:-}"
            printf '%s\\n' "$@"
            """.replace("%%", "%"));
        return home;
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
