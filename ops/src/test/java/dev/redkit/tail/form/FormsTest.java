package dev.redkit.tail.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import dev.redkit.tail.Messages;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class FormsTest {
    private static final byte[] WILD = {
        'a', '\n', 0x1b, (byte) 0xff, (byte) 0xc3, (byte) 0xbc, '"', ',', (byte) 0xc2, (byte) 0x9b
    };

    private static Forms forms(Forms.Kind kind) {
        return new Forms(kind, Stamp.NONE, false, null, false);
    }

    private static String written(MessageForm form, Message... messages) {
        Out out = new Out(16);
        form.begin(out);
        for (Message message : messages) {
            form.message(message, out);
        }
        form.end(out);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void showsTextOnOneLineThatCannotPaint() {
        String text = written(
                forms(Forms.Kind.TEXT).form(),
                Messages.of("jobs", WILD),
                Messages.of("a\nb", "plain text, long enough"));
        assertThat(text).isEqualTo("jobs a\\n\\x1b\\xff\u00c3\u00bc\",\\xc2\\x9b\na\\nb plain text, long enough\n");
    }

    @Test
    void escapesWhereverInAPayloadItHasTo() {
        for (int at = 0; at < 40; at++) {
            byte[] payload = "x".repeat(40).getBytes(StandardCharsets.US_ASCII);
            for (int bad : new int[] {0, 0x1f, 0x7f, 0x80, 0xff}) {
                payload[at] = (byte) bad;
                String expected = "x".repeat(at) + "\\x" + String.format("%02x", bad) + "x".repeat(39 - at);
                assertThat(written(forms(Forms.Kind.TEXT).form(), Messages.of("c", payload)))
                        .isEqualTo("c " + expected + "\n");
            }
        }
    }

    @Test
    void givesPayloadsBackAsTheyAre() {
        assertThat(written(forms(Forms.Kind.RAW).form(), Messages.of("jobs", WILD)))
                .isEqualTo(new String(WILD, StandardCharsets.ISO_8859_1) + "\n");
        assertThat(written(new Forms(Forms.Kind.RAW, Stamp.NONE, true, null, false).form(), Messages.of("jobs", "a")))
                .isEqualTo("a\0");
    }

    @Test
    void writesJsonLinesAndOneDocument() {
        Message message = Messages.of("jobs", "{\"a\":1}");
        message.pattern().set(new byte[] {'j', '*'});
        String line =
                "{\"time\":\"2026-11-21T10:00:00.123Z\",\"channel\":\"jobs\",\"pattern\":\"j*\",\"payload\":\"{\\\"a\\\":1}\"}";
        assertThat(written(forms(Forms.Kind.NDJSON).form(), message, message)).isEqualTo(line + "\n" + line + "\n");
        assertThat(written(forms(Forms.Kind.JSON).form(), message, message))
                .isEqualTo("[\n" + line + ",\n" + line + "\n]\n");
        assertThat(written(forms(Forms.Kind.JSON).form())).isEqualTo("[]\n");
        assertThat(written(forms(Forms.Kind.NDJSON).form(), Messages.of("c", new byte[] {(byte) 0xff})))
                .contains("\"payload\":{\"$base64\":\"/w==\"}");
    }

    @Test
    void marksGapsAmongJson() {
        Out out = new Out(16);
        forms(Forms.Kind.NDJSON).form().gap(new Gap(Messages.MICROS, 1_500_000_000, "h:1", "gone", -1), out);
        assertThat(new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"event\":\"gap\",\"time\":\"2026-11-21T10:00:00.123Z\",\"seconds\":1.500,\"node\":\"h:1\",\"cause\":\"gone\"}\n");
    }

    @Test
    void quotesWhereCsvNeedsIt() {
        assertThat(written(forms(Forms.Kind.CSV).form(), Messages.of("a,b", "say \"x\"\n")))
                .isEqualTo(
                        "time,channel,pattern,id,payload\r\n2026-11-21T10:00:00.123Z,\"a,b\",,,\"say \"\"x\"\"\n\"\r\n");
        assertThat(written(forms(Forms.Kind.TSV).form(), Messages.of("a", "x\ty\\")))
                .endsWith("\ta\t\t\tx\\ty\\\\\n");
        assertThat(written(forms(Forms.Kind.HEX).form(), Messages.of("a", "\u0001z")))
                .isEqualTo("a 017a\n");
    }

    @Test
    void fillsTemplates() {
        Forms forms = new Forms(Forms.Kind.TEXT, Stamp.UNIX, false, "{{{time}} {channel}\\t{length}:{payload}", false);
        assertThat(written(forms.form(), Messages.of("c", "xy"))).isEqualTo("{1795255200.123} c\t2:xy\n");
        assertThatThrownBy(() -> new Forms(Forms.Kind.TEXT, Stamp.NONE, false, "{nope}", false).form())
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("{nope}");
        assertThatThrownBy(() -> new Forms(Forms.Kind.TEXT, Stamp.NONE, false, "a{b", false).form())
                .hasMessageContaining("character 2");
    }
}
