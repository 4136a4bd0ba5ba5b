package dev.redkit.tail.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.redkit.failure.UsageError;
import dev.redkit.tail.Message;
import dev.redkit.tail.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

final class SievesTest {
    private static final String JSON =
            "{\"user\":{\"name\":\"ann\",\"odd.name\":true},\"items\":[{\"id\":1.50},[7]],\"none\":null}";

    @ParameterizedTest
    @CsvSource({
        "$.user.name, ann",
        "user.name, ann",
        ".items[0].id, 1.50",
        "$.items[1], [7]",
        "$.user['odd.name'], true",
        "none, null",
        "$.items[2], ",
        "$.user.name.first, ",
        "$.nothing, "
    })
    void takesAValueOutOfJson(String path, String value) {
        Message message = Messages.of("c", JSON);
        assertThat(new JsonPath(path).passes(message)).isEqualTo(value != null);
        if (value != null) {
            assertThat(message.payload().text()).isEqualTo(value);
        }
    }

    @Test
    void refusesWhatIsNoPathAndPassesOverWhatIsNoJson() {
        for (String wrong : List.of("$..a", "$.a[", "$.a[x]", "$[]", ".")) {
            assertThatThrownBy(() -> new JsonPath(wrong)).as(wrong).isInstanceOf(UsageError.class);
        }
        assertThat(new JsonPath("a").passes(Messages.of("c", "not json"))).isFalse();
        assertThat(new JsonPath("a").passes(Messages.of("c", ""))).isFalse();
        assertThat(new JsonPath("a").passes(Messages.of("c", "{\"b\":1,"))).isFalse();
    }

    @Test
    void findsWordsAndExpressions() {
        Grep word = new Grep(List.of(Pattern.compile("b\u00fcc")), true);
        assertThat(word.passes(Messages.of("c", "abb\u00fcc"))).isTrue();
        assertThat(word.passes(Messages.of("c", "abb\u00fc"))).isFalse();
        Grep none = new Grep(List.of(Pattern.compile("^a.c$"), Pattern.compile("x")), false);
        assertThat(none.passes(Messages.of("c", "abc"))).isFalse();
        assertThat(none.passes(Messages.of("c", "abcd"))).isTrue();
        assertThat(none.passes(Messages.of("c", "x"))).isFalse();
    }

    @Test
    void asksAnExpression() {
        Where where = new Where("channel.startsWith('j') && (json == null ? size > 3 : json.n > 1)");
        assertThat(where.passes(Messages.of("jobs", "{\"n\":2}"))).isTrue();
        assertThat(where.passes(Messages.of("jobs", "{\"n\":1}"))).isFalse();
        assertThat(where.passes(Messages.of("jobs", "text"))).isTrue();
        assertThat(where.passes(Messages.of("other", "text"))).isFalse();
        assertThat(where.unclear()).isZero();
        assertThat(where.passes(Messages.of("jobs", "{\"m\":1}"))).isFalse();
        assertThat(where.unclear()).isOne();
        assertThatThrownBy(() -> new Where("chanel == 'a'")).isInstanceOf(UsageError.class);
    }

    @Test
    void samplesAndSlowsDown() {
        Sample third = new Sample(3);
        assertThat(IntStream.range(0, 9)
                        .filter(i -> third.passes(Messages.of("c", "x")))
                        .boxed())
                .containsExactly(0, 3, 6);
        long[] now = {0};
        RateLimit limit = new RateLimit(10, () -> now[0]);
        int passed = 0;
        for (int i = 0; i < 1000; i++) {
            now[0] += 10_000_000;
            passed += limit.passes(Messages.of("c", "x")) ? 1 : 0;
        }
        assertThat(passed).isBetween(99, 102);
        assertThat(limit.held()).isEqualTo(1000 - passed);
    }

    private static String decoded(String step, byte[] payload) {
        Message message = Messages.of("c", payload);
        Decoder decoder = Decoder.named(step);
        assertThat(decoder.passes(message)).isTrue();
        return decoder.failed() > 0 ? null : message.payload().text();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void decodesPayloads() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(utf8("hello"));
        }
        assertThat(decoded("gzip", zipped.toByteArray())).isEqualTo("hello");
        assertThat(decoded("gzip", utf8("hello"))).isNull();
        assertThat(decoded("base64", utf8("aGVsbG8="))).isEqualTo("hello");
        assertThat(decoded("json", utf8("{\"a\":[1]}"))).contains("\"a\"").contains("\n");
        assertThat(decoded("json", utf8("{\"a\":"))).isNull();
        ByteBuffer floats = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2);
        assertThat(decoded("f32", floats.array())).isEqualTo("[1.5,-2.0]");
        assertThat(decoded("f32", new byte[3])).isNull();
        try (MessageBufferPacker packer = MessagePack.newDefaultBufferPacker()) {
            packer.packMapHeader(3)
                    .packString("a")
                    .packArrayHeader(3)
                    .packInt(-1)
                    .packNil()
                    .packBoolean(true);
            packer.packString("7")
                    .packDouble(0.5)
                    .packString("b")
                    .packBinaryHeader(1)
                    .writePayload(new byte[] {(byte) 0xff});
            assertThat(decoded("msgpack", packer.toByteArray()))
                    .isEqualTo("{\"a\":[-1,null,true],\"7\":0.5,\"b\":{\"$base64\":\"/w==\"}}");
        }
        assertThatThrownBy(() -> Decoder.named("nope")).isInstanceOf(UsageError.class);
    }

    @Test
    void decodesProtobufByItsDescriptor(@TempDir Path folder) throws IOException {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("a.proto")
                .setPackage("shop")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Order")
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("id")
                                .setNumber(1)
                                .setType(FieldDescriptorProto.Type.TYPE_INT64)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL))
                        .addField(FieldDescriptorProto.newBuilder()
                                .setName("tags")
                                .setNumber(2)
                                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                                .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)))
                .build();
        Path descriptors = folder.resolve("a.pb");
        Files.write(
                descriptors,
                FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
        byte[] order = {8, 42, 18, 1, 'x', 18, 1, 'y'};
        assertThat(decoded("protobuf:" + descriptors + "#shop.Order", order))
                .isEqualTo("{\"id\":42,\"tags\":[\"x\",\"y\"]}");
        assertThat(decoded("protobuf:" + descriptors + "#shop.Order", new byte[] {8}))
                .isNull();
        assertThatThrownBy(() -> Decoder.named("protobuf:" + descriptors + "#shop.Nope"))
                .hasMessageContaining("shop.Nope");
    }

    @Test
    void takesAnyBytesForAPayload() {
        Random random = new Random(11);
        List<Decoder> decoders =
                List.of(Decoder.named("gzip"), Decoder.named("msgpack"), Decoder.named("json"), Decoder.named("f32"));
        for (int i = 0; i < 4_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            for (Decoder decoder : decoders) {
                assertThat(decoder.passes(Messages.of("c", payload))).isTrue();
            }
            new JsonPath("a[0]").passes(Messages.of("c", payload));
        }
    }
}
