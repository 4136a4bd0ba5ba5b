package dev.redkit.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.lane.CommandSource.Pull;
import dev.redkit.wire.CommandBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandStreamTest {
    private final List<String> leftOut = new ArrayList<>();

    @Test
    void passesRespThroughUnchanged() throws IOException {
        String resp = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$0\r\n\r\n*1\r\n$4\r\nPING\r\n";
        assertThat(read(resp)).isEqualTo(resp);
    }

    @Test
    void splitsPlainLinesLikeRedisCli() throws IOException {
        assertThat(read("set k \"a \\x41\\n\\\"\" 'it''s'\n\r\n# a comment\nGET k"))
                .isEqualTo("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n");
        assertThat(leftOut).containsExactly("line 1 of test: after the closing quote ' comes no blank (column 24)");
        assertThat(read("set k \"a \\x41\\n\\\"\" 'it\\'s'\n"))
                .isEqualTo("*4\r\n$3\r\nset\r\n$1\r\nk\r\n$5\r\na A\n\"\r\n$4\r\nit's\r\n");
    }

    @Test
    void mixesRespAndLines() throws IOException {
        assertThat(read("PING\r\n*1\r\n$4\r\nPING\r\nPING\n")).isEqualTo("*1\r\n$4\r\nPING\r\n".repeat(3));
    }

    @Test
    void skipsEmptyArraysThatServersPassOver() throws IOException {
        assertThat(read("*0\r\n*-1\r\n*1\r\n$4\r\nPING\r\n")).isEqualTo("*1\r\n$4\r\nPING\r\n");
    }

    @Test
    void leavesOutCommandsThatWouldShiftReplies() throws IOException {
        assertThat(read("SUBSCRIBE a b\nmonitor\nSET a 1\nclient reply off\n"))
                .isEqualTo("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n");
        assertThat(leftOut)
                .containsExactly(
                        "line 1 of test: SUBSCRIBE has no place in a stream of commands",
                        "line 2 of test: monitor has no place in a stream of commands",
                        "line 4 of test: client has no place in a stream of commands");
    }

    @ParameterizedTest
    @CsvSource({
        "'*2\r\n$3\r\nGET\r\n$2\r\nabc\r\n', 19",
        "'*2\r\n$3\r\nGET\r\n$4\r\nabc\r\n*1\r\n$4\r\nPING\r\n', 21",
        "'*2\r\n$3\r\nGET\r\n:3\r\n', 13",
        "'*x\r\n', 1",
        "'*2\r\n$-1\r\n', 5",
        "'*2\r\n$999999999999\r\n', 5",
        "'*12345678901234567890123456\r\n', 1",
    })
    void namesTheByteWhereRespIsMalformed(String resp, long offset) {
        assertThatThrownBy(() -> read(resp))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(" byte " + offset + " of test");
    }

    @Test
    void saysWhereATruncatedCommandBegan() {
        String resp = "*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nSET\r\n$1\r\na\r\n$5\r\n12345\r\n";
        for (int length = 15; length < resp.length(); length++) {
            String cut = resp.substring(0, length);
            assertThatThrownBy(() -> read(cut))
                    .isInstanceOf(BadInput.class)
                    .hasMessage("test ends inside the command that begins at byte 14");
        }
    }

    @Test
    void passesABigCommandInPieces() throws IOException {
        String big = "x".repeat(3 * CommandStream.LARGE + 17);
        String resp = "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$" + big.length() + "\r\n" + big + "\r\n*1\r\n$4\r\nPING\r\n";
        assertThat(read(resp)).isEqualTo(resp);
        assertThat(biggestPiece).isLessThan(200_000);
    }

    @Test
    void noticesAWrongLengthInABigCommand() {
        String big = "x".repeat(2 * CommandStream.LARGE);
        String resp = "*2\r\n$3\r\nGET\r\n$" + (big.length() - 1) + "\r\n" + big + "\r\n";
        assertThatThrownBy(() -> read(resp)).isInstanceOf(BadInput.class).hasMessageContaining("its length is wrong");
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        StringBuilder resp = new StringBuilder();
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            String value = "v".repeat(random.nextInt(i % 100 == 0 ? 20_000 : 50));
            resp.append("*3\r\n$3\r\nSET\r\n$4\r\nkeyx\r\n$")
                    .append(value.length())
                    .append("\r\n")
                    .append(value)
                    .append("\r\n");
        }
        byte[] bytes = resp.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(read(new Dripping(bytes, random), false)).isEqualTo(resp.toString());
    }

    @Test
    void saysThatNothingIsThereYet() throws IOException {
        Dripping in = new Dripping("PING\nPING\n".getBytes(StandardCharsets.UTF_8), new Random(1));
        in.available = 0;
        CommandStream stream = new CommandStream(in, "test", true, (place, why, line) -> {});
        CommandBuffer out = new CommandBuffer(100);
        assertThat(stream.next(out)).isEqualTo(Pull.NOT_YET);
        assertThat(stream.next(out)).isEqualTo(Pull.COMMAND);
    }

    @Test
    void doesNotMakeWholeCommandsWaitForTheRestOfTheNext() throws IOException {
        for (String input : new String[] {"PING\nECHO he", "*1\r\n$4\r\nPING\r\n*2\r\n$4\r\nEC"}) {
            Dripping in = new Dripping(input.getBytes(StandardCharsets.UTF_8), new Random(1));
            CommandStream stream = new CommandStream(in, "test", true, (place, why, line) -> {});
            CommandBuffer out = new CommandBuffer(100);
            assertThat(stream.next(out)).isEqualTo(Pull.COMMAND);
            in.available = 0;
            assertThat(stream.next(out)).isEqualTo(Pull.NOT_YET);
        }
    }

    @Test
    void marksWhatMayNotBeSentAgainAlone() throws IOException {
        byte[] lines = "SET a 1\nMULTI\nSET b 1\nEXEC\nSET c 1\nSELECT 2\nSET d 1\n".getBytes(StandardCharsets.UTF_8);
        CommandStream stream =
                new CommandStream(new ByteArrayInputStream(lines), "test", false, (place, why, line) -> {});
        List<Boolean> repeatable = new ArrayList<>();
        while (stream.next(new CommandBuffer(100)) == Pull.COMMAND) {
            repeatable.add(stream.repeatable());
        }
        assertThat(repeatable).containsExactly(true, false, false, false, true, false, false);
    }

    private int biggestPiece;

    private String read(String input) throws IOException {
        return read(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), false);
    }

    private String read(InputStream in, boolean prompt) throws IOException {
        List<CommandStream> self = new ArrayList<>();
        CommandStream stream = new CommandStream(
                in,
                "test",
                prompt,
                (place, why, line) -> leftOut.add(self.get(0).describe(place) + ": " + why));
        self.add(stream);
        StringBuilder all = new StringBuilder();
        CommandBuffer out = new CommandBuffer(100);
        while (stream.next(out) != Pull.END) {
            biggestPiece = Math.max(biggestPiece, out.length());
            all.append(new String(out.array(), 0, out.length(), StandardCharsets.UTF_8));
            out.clear();
        }
        return all.toString();
    }

    /** Gives its bytes in pieces of random size. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;
        private int available = 1;

        Dripping(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(700)));
        }

        @Override
        public synchronized int available() {
            return available;
        }
    }
}
