package dev.redkit.embedded;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The redis-server for this machine, as a file that can be run. It comes out of the embedded-redis jar once, into the
 * user's cache; every use compares it with the checksum known here, so neither a torn write nor a changed file is run.
 */
final class RedisBinary {
    static final String VERSION = "7.0.15";

    private static final Map<String, String> SHA_256 = Map.of(
            "linux-amd64", "c0cdeef856b3410fd99d6ec6fc6a20302e69059b00ce5d6abab7b3e5069ea91e",
            "linux-arm64", "d5c7ff117caf45d7dc2f59c1f956e1830438779947d66aa5647c2cdcc16eca50",
            "linux-386", "19106984e15b7e7ce22c9a3296fe6a5f85c43a72894144f98b1fb572b823a936",
            "darwin-amd64", "e22a3d9147802bba0724efb2e446c49e1e514e76ff8031bb6d44b8628400d8f3",
            "darwin-arm64", "07838a2eb6f5961c89d8e6f1f83482de355dfc6bb04e05bfb00ae1f137dee129");

    private RedisBinary() {}

    /** The verified binary in the given cache, taken out of the jar when it is not there yet. */
    static Path in(Path cache) {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        String expected = SHA_256.get(platform);
        String name = "redis-server-" + VERSION + "-" + platform;
        Path binary = cache.resolve(name + "-" + expected.substring(0, 12));
        try {
            if (!Files.isExecutable(binary) || !expected.equals(checksum(binary))) {
                extract(name, expected, binary);
            }
        } catch (IOException e) {
            throw new Unreachable(
                    "the embedded redis-server cannot be unpacked to " + cache + ": " + Reason.of(e),
                    "set REDKIT_CACHE to a directory that can be written",
                    e);
        }
        return binary;
    }

    /** The key of this platform in the checksum table and in the jar's file names. */
    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : os;
        String machine = switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            default -> osArch;
        };
        String platform = system + "-" + machine;
        if (!SHA_256.containsKey(platform)) {
            throw new UsageError(
                    "there is no embedded redis-server for " + osName + " on " + osArch,
                    "it exists for Linux and macOS on amd64 and arm64; give the address of a server instead");
        }
        return platform;
    }

    /** Two processes may do this at once: each writes its own file, and the last rename wins with equal bytes. */
    private static void extract(String resource, String expected, Path binary) throws IOException {
        Files.createDirectories(binary.getParent());
        Path part = Files.createTempFile(
                binary.getParent(),
                binary.getFileName() + ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (InputStream packed = RedisBinary.class.getResourceAsStream("/" + resource)) {
            if (packed == null) {
                throw new IOException(resource + " is missing from the class path");
            }
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
            String actual = checksum(part);
            if (!expected.equals(actual)) {
                throw new BadInput(
                        resource + " in the embedded-redis jar has the SHA-256 " + actual + ", expected " + expected,
                        "the jar is damaged or was replaced: install redkit again");
            }
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
            Files.move(part, binary, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static String checksum(Path file) throws IOException {
        MessageDigest digest = Hashing.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
