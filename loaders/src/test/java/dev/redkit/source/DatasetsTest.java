package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Compression;
import dev.redkit.io.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
    @TempDir
    private Path folder;

    private static Datasets datasets(String stdin) {
        return new Datasets(
                Formats.builtIn(), new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)), JdbcOptions.NONE);
    }

    private static List<Dataset> find(Object... places) {
        return datasets("").of(List.of(places).stream().map(Object::toString).toList());
    }

    private static Reading read(Dataset dataset) throws IOException {
        return Reading.of(dataset.open(SourceOptions.DEFAULTS, new Progress()));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private List<String> names(List<Dataset> found) {
        return found.stream()
                .map(dataset -> dataset.name().replace(folder + "/", ""))
                .toList();
    }

    private static byte[] packed(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.GZIP.encode(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void findsFilesGlobsAndFoldersInOrder() throws IOException {
        for (String name :
                List.of("b.csv", "a.csv", "c.txt", "sub/d.csv", "sub/e.jsonl.gz", "f.bin", "_SUCCESS", ".g.csv")) {
            write(name, "a,b\n1,2\n");
        }
        assertThat(names(find(folder.resolve("b.csv"), folder + "/*.csv"))).containsExactly("b.csv", "a.csv", "b.csv");
        assertThat(names(find(folder + "/**.csv"))).containsExactly("a.csv", "b.csv", "sub/d.csv");
        assertThat(names(find(folder + "/{a,c}.*"))).containsExactly("a.csv", "c.txt");
        assertThat(names(find(folder + "/s*/*"))).containsExactly("sub/d.csv", "sub/e.jsonl.gz");
        assertThat(names(find(folder))).containsExactly("a.csv", "b.csv", "c.txt", "sub/d.csv", "sub/e.jsonl.gz");
        assertThatThrownBy(() -> find(folder + "/*.tsv")).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> read(find(folder + "/none.csv").get(0))).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> find()).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> find("-", "-")).isInstanceOf(UsageError.class);
    }

    @Test
    void takesAFileWhoseNameLooksLikeAPattern() throws IOException {
        Path odd = write("what[1]!.csv", "a\n1\n");
        assertThat(read(find(odd).get(0)).records).hasSize(1);
    }

    @Test
    void readsMembersOfAZip() throws IOException {
        Path zip = folder.resolve("data.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("b.csv", "sub/a.csv", "../evil.csv", "notes.md")) {
                out.putNextEntry(new ZipEntry(name));
                out.write("id,name\n1,x\n".getBytes(StandardCharsets.UTF_8));
            }
            out.putNextEntry(new ZipEntry("c.csv.gz"));
            out.write(packed("id\n7\n8\n"));
        }
        assertThat(names(find(zip + "!b.csv"))).containsExactly("data.zip!b.csv");
        assertThat(names(find(zip + "!*.csv"))).containsExactly("data.zip!b.csv");
        assertThat(names(find(zip)))
                .containsExactly("data.zip!../evil.csv", "data.zip!b.csv", "data.zip!c.csv.gz", "data.zip!sub/a.csv");
        assertThat(read(find(zip + "!c.csv.gz").get(0)).records).containsExactly(List.of("7"), List.of("8"));
        assertThat(find(zip + "!b.csv").get(0).fingerprint()).startsWith("data.zip!b.csv 12 ");
        assertThatThrownBy(() -> find(zip + "!none.csv"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is called none.csv");
    }

    @Test
    void readsMembersOfATarInOnePass() throws IOException {
        Path file = folder.resolve("data.tar.gz");
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(Compression.GZIP.encode(Files.newOutputStream(file)))) {
            for (String name : List.of("x/b.csv", "a.csv", "readme")) {
                byte[] content = ("id\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(content.length);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        }
        List<Dataset> found = find(file);
        assertThat(names(found)).containsExactly("data.tar.gz!x/b.csv", "data.tar.gz!a.csv");
        assertThat(read(found.get(0)).records).containsExactly(List.of("x/b.csv"));
        assertThat(read(found.get(1)).records).containsExactly(List.of("a.csv"));
        assertThat(read(found.get(0)).records).containsExactly(List.of("x/b.csv"));
    }

    @Test
    void refusesDamagedArchives() throws IOException {
        assertThatThrownBy(() -> find(write("a.zip", "PK\3\4 no"))).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> find(write("a.tar", "x".repeat(600)))).isInstanceOf(BadInput.class);
        Path renamed = write("renamed", "PK\3\4 zip");
        assertThatThrownBy(() -> read(find(renamed).get(0)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is an archive");
    }

    @Test
    void seesTheFormatOfStandardInput() throws IOException {
        assertThat(read(datasets("a;b\n1;2\n").of(List.of("-")).get(0)).records).containsExactly(List.of("1", "2"));
        assertThat(read(datasets("{\"a\":1}\n{\"a\":2}\n").of(List.of("-")).get(0)).records)
                .hasSize(2);
        assertThat(read(datasets("[{\"a\":1}]").of(List.of("-")).get(0)).records)
                .hasSize(1);
        assertThat(read(datasets("<a><b/></a>").of(List.of("-")).get(0)).records)
                .hasSize(1);
        assertThat(read(datasets("*1\r\n$1\r\na\r\n").of(List.of("-")).get(0)).columns)
                .containsExactly("c1");
        assertThat(read(datasets("just\nlines, of\ntext\n").of(List.of("-")).get(0)).columns)
                .containsExactly("line");
        assertThatThrownBy(() -> read(datasets("\0\1\2").of(List.of("-")).get(0)))
                .isInstanceOf(UsageError.class)
                .hasMessage("cannot see which format standard input has");
        assertThat(datasets("").of(List.of("-")).get(0).fingerprint()).isNull();
    }

    @Test
    void fingerprintsTellFilesApart() throws IOException {
        Path file = write("a.csv", "x".repeat(200_000));
        String before = find(file).get(0).fingerprint();
        assertThat(find(file).get(0).fingerprint()).isEqualTo(before);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "x".repeat(199_999) + "y");
        Files.setLastModifiedTime(file, time);
        assertThat(find(file).get(0).fingerprint()).isNotEqualTo(before);
    }

    @Test
    void readsFromTheWebAndCountsProgress() throws IOException {
        byte[] body = packed("id,name\n1,x\n");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("ETag", "\"v1\"");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/data.csv.gz?token=secret";
            Dataset dataset = find(address).get(0);
            assertThat(dataset.name()).doesNotContain("secret");
            assertThat(dataset.fingerprint()).contains("v1").doesNotContain("secret");
            Progress progress = new Progress();
            assertThat(Reading.of(dataset.open(SourceOptions.DEFAULTS, progress)).records)
                    .hasSize(1);
            assertThat(progress.bytes()).isEqualTo(body.length);
            assertThat(progress.totalBytes()).isEqualTo(body.length);
        } finally {
            server.stop(0);
        }
    }
}
