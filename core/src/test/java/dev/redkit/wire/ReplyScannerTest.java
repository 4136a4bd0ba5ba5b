package dev.redkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScannerTest {
    private static final String MIXED =
            "+OK\r\n:12\r\n$5\r\nhello\r\n-ERR no\r\n*2\r\n$-1\r\n*1\r\n:1\r\n$0\r\n\r\n*0\r\n*-1\r\n"
                    + ">2\r\n+message\r\n$1\r\nx\r\n%1\r\n+k\r\n,1.5\r\n|1\r\n+a\r\n+b\r\n#t\r\n_\r\n~1\r\n(123\r\n!5\r\nERR b\r\n"
                    + "=6\r\ntxt:hi\r\n*2\r\n+OK\r\n-WRONGTYPE nested\r\n*2\r\n|1\r\n+a\r\n+b\r\n:1\r\n:2\r\n+end\r\n";
    private static final String EXPECTED = "3 E[ERR no] 8 E[ERR b] 1 E[WRONGTYPE nested] 2 ";

    @Test
    void countsRepliesAndPicksOutErrors() throws IOException {
        assertThat(scan(MIXED, MIXED.length())).isEqualTo(EXPECTED);
    }

    @Test
    void countsTheSameWhereverTheBytesAreCut() throws IOException {
        for (int piece = 1; piece < 40; piece++) {
            assertThat(scan(MIXED, piece)).as("pieces of " + piece).isEqualTo(EXPECTED);
        }
    }

    @Test
    void agreesWithTheReaderOnTheNumberOfReplies() throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(MIXED.getBytes(StandardCharsets.UTF_8));
        ReplyReader reader = new ReplyReader((into, offset, count) -> in.read(into, offset, count));
        int replies = 0;
        while (in.available() > 0 || reader.hasBuffered()) {
            if (!(reader.read() instanceof Reply.Push)) {
                replies++;
            }
        }
        assertThat(replies).isEqualTo(3 + 1 + 8 + 1 + 1 + 1 + 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?\r\n", "$x\r\n", "$-2\r\n", "$2\r\nabcd", "+OK\rx", "*99999999999999999999\r\n", "*-5\r\n"})
    void refusesWhatIsNoReply(String bytes) {
        assertThatThrownBy(() -> scan(bytes, 3)).isInstanceOf(ProtocolException.class);
    }

    private static String scan(String replies, int piece) throws IOException {
        List<String> heard = new ArrayList<>();
        int[] fine = {0};
        ReplyScanner scanner = new ReplyScanner(new ReplyScanner.Listener() {
            @Override
            public void fine(int count) {
                fine[0] += count;
            }

            @Override
            public void error(Reply.Err error) {
                heard.add(fine[0] + " E[" + error.message() + "] ");
                fine[0] = 0;
            }
        });
        byte[] bytes = replies.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            scanner.scan(bytes, at, Math.min(bytes.length, at + piece));
        }
        return String.join("", heard) + fine[0] + " ";
    }
}
