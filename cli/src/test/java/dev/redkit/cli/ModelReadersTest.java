package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.redkit.testkit.Fetched;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers of three lines that docs/model.md shows, run as they stand there where their client is installed. */
@RedisServer
class ModelReadersTest {
    private static final Path PAGE = Path.of("../docs/model.md");

    private final TestServer server;

    @TempDir
    private Path folder;

    ModelReadersTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void keepAModel() {
        server.ask("FLUSHALL");
        Cli.Result result = new Cli()
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .with("model", "import", "../docs/examples/model.npz", "demo");
        assertThat(result.exit()).as(result.toString()).isZero();
    }

    private static String shown(String language, String containing) throws IOException {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        while (blocks.find()) {
            if (blocks.group(1).contains(containing)) {
                return blocks.group(1);
            }
        }
        throw new AssertionError(PAGE + " shows no " + language + " with " + containing);
    }

    private String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    @Test
    void pythonReadsATensor() throws Exception {
        String python = "/usr/bin/python3";
        assumeThat(works(python, "-c", "import redis, numpy"))
                .as("python3-redis and python3-numpy are installed")
                .isTrue();
        String program = "import redis\nimport numpy as np\n"
                + shown("python", "frombuffer").replace("redis.Redis()", "redis.Redis(port=" + server.port() + ")")
                + "print(w.shape, w.astype('<f4').tobytes().hex())\n";
        Reply.Bulk bytes = (Reply.Bulk) server.ask("GET", "model:{demo}:v:1:t:W");
        assertThat(run(python, "-c", program).strip())
                .isEqualTo("(2, 2) " + HexFormat.of().formatHex(bytes.bytes()));
    }

    @Test
    void redisCliReadsATensor() throws Exception {
        assumeThat(works("redis-cli", "--version")).as("redis-cli is installed").isTrue();
        String program = shown("sh", "W.f32").replace("redis-cli ", "redis-cli -p " + server.port() + " ");
        assertThat(run("/bin/sh", "-ec", program)).startsWith("{\"dtype\":\"F32\",\"shape\":[2,2],\"nbytes\":16");
        Reply.Bulk bytes = (Reply.Bulk) server.ask("GET", "model:{demo}:v:1:t:W");
        assertThat(folder.resolve("W.f32")).hasBinaryContent(bytes.bytes());
    }

    @Test
    void javaReadsATensor() throws Exception {
        String program = """
                import java.nio.*;
                import java.nio.charset.StandardCharsets;
                import redis.clients.jedis.Jedis;

                public class Reader {
                    public static void main(String[] args) {
                """ + here(shown("java", "FloatBuffer")) + """
                        while (w.hasRemaining()) {
                            System.out.println(w.get());
                        }
                    }
                }
                """;
        Path source = Files.writeString(folder.resolve("Reader.java"), program);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String printed = run(java, "-cp", System.getProperty("java.class.path"), source.toString());
        assertThat(printed.lines().filter(line -> line.matches("-?[\\d.]+"))).containsExactlyElementsOf(stored());
    }

    @Test
    @Tag("matrix")
    void nodeReadsATensor() throws Exception {
        Path client = Fetched.need("node:redis", "node/node_modules/redis/dist/index.js");
        String program = "import redis from '"
                + client.toUri()
                + "';\nconst { createClient, RESP_TYPES } = redis;\n"
                + here(shown("js", "Float32Array"))
                + "for (const one of w) console.log(Number.isInteger(one) ? one + '.0' : '' + one);\n"
                + "client.destroy();\n";
        Path source = Files.writeString(folder.resolve("reader.mjs"), program);
        assertThat(run("node", source.toString()).lines()).containsExactlyElementsOf(stored());
    }

    private String here(String program) {
        assertThat(program).contains("redis://localhost");
        return program.replace("redis://localhost", "redis://localhost:" + server.port());
    }

    private List<String> stored() {
        FloatBuffer floats = ByteBuffer.wrap(((Reply.Bulk) server.ask("GET", "model:{demo}:v:1:t:W")).bytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        List<String> texts = new ArrayList<>();
        while (floats.hasRemaining()) {
            texts.add(Float.toString(floats.get()));
        }
        assertThat(texts).hasSize(4);
        return texts;
    }
}
