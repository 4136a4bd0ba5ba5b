package dev.redkit.tail.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import dev.redkit.wire.ProtocolException;
import dev.redkit.wire.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PushScannerTest {
    private final List<String> found = new ArrayList<>();
    private final Message message = new Message();

    private final Listener listener = new Listener() {
        @Override
        public void message() {
            String by = message.pattern().present() ? " by " + message.pattern() : "";
            found.add(message.channel() + by + ": " + message.payload());
        }

        @Override
        public void confirmed(String word, Slice name) {
            found.add(word + " " + name);
        }

        @Override
        public void tooBig(Slice channel, long bytes) {
            found.add("too big on " + channel + ": " + bytes);
        }

        @Override
        public void error(Reply.Err error) {
            found.add("error " + error.message());
        }
    };

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    private static String push(char kind, String... parts) {
        StringBuilder whole =
                new StringBuilder().append(kind).append(parts.length).append("\r\n");
        for (String part : parts) {
            whole.append(part.startsWith(":") ? part + "\r\n" : bulk(part));
        }
        return whole.toString();
    }

    /** Feeds pieces as a connection does: what was not used up stays in front of the next. */
    private void feed(byte[] all, int... cuts) throws ProtocolException {
        PushScanner scanner = new PushScanner(message, listener, 64);
        byte[] rest = {};
        int from = 0;
        for (int i = 0; i <= cuts.length; i++) {
            int to = i == cuts.length ? all.length : cuts[i];
            byte[] window = Arrays.copyOf(rest, rest.length + to - from);
            System.arraycopy(all, from, window, rest.length, to - from);
            int used = scanner.scan(window, 0, window.length);
            rest = Arrays.copyOfRange(window, used, window.length);
            from = to;
        }
        assertThat(rest).isEmpty();
    }

    @Test
    void readsBothProtocolsWhereverTheyAreCut() throws ProtocolException {
        String stream = push('*', "subscribe", "jobs", ":1") + push('>', "message", "jobs", "a\r\nb")
                + push('*', "message", "jobs", "") + push('>', "pmessage", "j*", "jobs", "ü")
                + push('>', "smessage", "s", "1") + push('*', "pong", "") + "+PONG\r\n"
                + ">3\r\n" + bulk("sunsubscribe") + bulk("s") + ":0\r\n" + "-ERR no\r\n"
                + push('>', "message", "jobs", "x".repeat(65)) + push('>', "message", "jobs", "y".repeat(64));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<String> expected = List.of(
                "subscribe jobs",
                "jobs: a\r\nb",
                "jobs: ",
                "jobs by j*: ü",
                "s: 1",
                "sunsubscribe s",
                "error ERR no",
                "too big on jobs: 65",
                "jobs: " + "y".repeat(64));
        for (int cut = 0; cut <= bytes.length; cut++) {
            found.clear();
            feed(bytes, cut);
            assertThat(found).as("cut at %d", cut).isEqualTo(expected);
        }
        found.clear();
        feed(bytes, IntStream.range(1, bytes.length).toArray());
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void takesAnyBytesOrSaysThatTheyAreNone() {
        Random random = new Random(7);
        byte[] seed = (push('>', "message", "jobs", "hello") + push('*', "pmessage", "j*", "jobs", "x"))
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = seed.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            PushScanner scanner = new PushScanner(message, listener, 1 << 20);
            try {
                int used = scanner.scan(bytes, 0, bytes.length);
                assertThat(used).isBetween(0, bytes.length);
            } catch (ProtocolException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void refusesWhatIsNoMessage() {
        for (String wrong :
                List.of("HTTP/1.1", "*1\r\n", "*9\r\n", "*3\r\n%1\r\n", "$3\r\nabc\r\n", "*x\r\n", ">3\r\n$-x\r\n")) {
            byte[] bytes = wrong.getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> new PushScanner(message, listener, 64).scan(bytes, 0, bytes.length))
                    .as(wrong)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void readsPastABigMessageWithoutHoldingIt() throws ProtocolException {
        PushScanner scanner = new PushScanner(message, listener, 64);
        byte[] head = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$500000000\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(scanner.scan(head, 0, head.length)).isEqualTo(head.length);
        byte[] part = new byte[1_000_000];
        for (int i = 0; i < 500; i++) {
            assertThat(scanner.scan(part, 0, part.length)).isEqualTo(part.length);
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        rest.writeBytes(push('*', "message", "c", "next").getBytes(StandardCharsets.US_ASCII));
        assertThat(scanner.scan(rest.toByteArray(), 0, rest.size())).isEqualTo(rest.size());
        assertThat(found).containsExactly("too big on c: 500000000", "c: next");
    }
}
