package dev.redkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisBinaryTest {
    @TempDir
    Path cache;

    @Test
    void unpacksOnceForItsOwnerOnly() throws IOException {
        Path binary = RedisBinary.in(cache);
        var written = Files.getLastModifiedTime(binary);

        assertThat(RedisBinary.in(cache)).isEqualTo(binary);
        assertThat(Files.getLastModifiedTime(binary)).isEqualTo(written);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(binary)))
                .isEqualTo("rwx------");
        assertThat(filesIn(cache)).containsExactly(binary);
    }

    @Test
    void replacesADamagedFile() throws IOException {
        Path binary = RedisBinary.in(cache);
        String checksum = RedisBinary.checksum(binary);
        byte[] bytes = Files.readAllBytes(binary);
        bytes[1000] ^= 1;
        Files.write(binary, bytes);

        RedisBinary.in(cache);
        assertThat(RedisBinary.checksum(binary)).isEqualTo(checksum);
    }

    @Test
    void isUnpackedByTwoProcessesAtOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            children.add(ChildJvm.start(UnpackInAChild.class, cache.toString()));
        }
        for (ChildJvm child : children) {
            assertThat(child.line()).startsWith(cache.toString());
            assertThat(child.exitCode()).isZero();
        }
        assertThat(filesIn(cache)).containsExactly(RedisBinary.in(cache));
    }

    @Test
    void saysWhereItCannotBeUnpacked() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        assertThatThrownBy(() -> RedisBinary.in(file))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining(file.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Linux, i386, linux-386",
        "Mac OS X, aarch64, darwin-arm64",
        "Mac OS X, x86_64, darwin-amd64"
    })
    void knowsThePlatforms(String os, String arch, String platform) {
        assertThat(RedisBinary.platform(os, arch)).isEqualTo(platform);
        assertThat(RedisBinary.class.getResource("/redis-server-" + RedisBinary.VERSION + "-" + platform))
                .isNotNull();
    }

    @Test
    void namesAPlatformItHasNoServerFor() {
        assertThatThrownBy(() -> RedisBinary.platform("Windows 11", "amd64"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("Windows 11 on amd64");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
