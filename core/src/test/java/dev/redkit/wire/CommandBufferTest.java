package dev.redkit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths are written in different ways; where one way ends and the other begins, both have to be right. */
final class CommandBufferTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 11, 99, 100, 101, 999, 1000, 70_000})
    void announcesEachLength(int length) {
        byte[] value = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
        String argument = "$" + length + "\r\n" + "x".repeat(length) + "\r\n";

        assertThat(text(new CommandBuffer(1).begin(length).arg(value, 0, length)))
                .isEqualTo("*" + length + "\r\n" + argument);
        assertThat(text(new CommandBuffer(1)
                        .rawAndArg("$1\r\na\r\n".getBytes(StandardCharsets.UTF_8), value, 0, length)))
                .isEqualTo("$1\r\na\r\n" + argument);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, -10, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesNumbersAsText(long number) {
        String digits = Long.toString(number);
        assertThat(text(new CommandBuffer(1).arg(number))).isEqualTo("$" + digits.length() + "\r\n" + digits + "\r\n");
    }

    private static String text(CommandBuffer buffer) {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }
}
