package dev.redkit.bench.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The machine, the JVM and the program that measured: two results that differ in these are not alike. */
final class Environment {
    private Environment() {}

    static Map<String, String> here() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("redkit_version", version());
        facts.put("client_host", host());
        facts.put("client_os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("client_processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("client_java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        processor().ifPresent(name -> facts.put("client_processor", name));
        Path governor = Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
        if (Files.isReadable(governor)) {
            try {
                facts.put("client_governor", Files.readString(governor).strip());
            } catch (IOException e) {
                facts.put("client_governor", "unknown");
            }
        }
        return facts;
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = Environment.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("redkit");
    }

    /** Without asking a name server, which may take long and knows nothing. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("COMPUTERNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                    .orElse("unknown");
        }
    }

    private static Optional<String> processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
