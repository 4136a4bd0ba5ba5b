package dev.redkit.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadinessTest {
    private final ServerSocketChannel listener = listen();
    private SocketChannel near;
    private SocketChannel far;

    private static ServerSocketChannel listen() {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void connect() throws IOException {
        near = SocketChannel.open(listener.getLocalAddress());
        far = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        near.close();
        far.close();
        listener.close();
    }

    @Test
    void losesPatienceWhenNothingComes() throws IOException {
        try (Readiness readiness = new Readiness(near)) {
            long soon = Readiness.deadline(Duration.ofMillis(20));
            assertThatThrownBy(() -> readiness.await(SelectionKey.OP_READ, soon))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void hearsWhatCameWhileItsOwnerWasHeldUp() throws IOException {
        far.write(ByteBuffer.wrap(new byte[] {1}));
        try (Readiness readiness = new Readiness(near)) {
            readiness.await(SelectionKey.OP_READ, Readiness.deadline(Duration.ofMinutes(1)));
            long past = Readiness.deadline(Duration.ZERO);
            assertThatCode(() -> readiness.await(SelectionKey.OP_READ, past)).doesNotThrowAnyException();
        }
    }
}
