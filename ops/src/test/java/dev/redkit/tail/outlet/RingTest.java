package dev.redkit.tail.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.CannotWrite;
import dev.redkit.testkit.Eventually;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RingTest {
    /** An output whose reader stands still until it is let go. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch go = new CountDownLatch(1);
        private final CountDownLatch began = new CountDownLatch(1);
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int count) {
            began.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            got.write(bytes, offset, count);
        }

        synchronized String text() {
            return got.toString(StandardCharsets.US_ASCII);
        }
    }

    private static byte[] line(int number) {
        return String.format("%-99d\n", number).getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(
            value = OnSlow.class,
            names = {"BLOCK", "SPOOL"})
    void losesNothing(OnSlow onSlow) throws InterruptedException {
        Stuck out = new Stuck();
        Ring ring = new Ring(out, onSlow, 10_000);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 5_000; i++) {
                ring.write(line(i), 100, 1);
            }
        });
        writer.start();
        out.began.await();
        if (onSlow == OnSlow.SPOOL) {
            writer.join();
        }
        out.go.countDown();
        writer.join();
        ring.close();
        assertThat(ring.dropped()).isZero();
        assertThat(out.text().lines().map(text -> Integer.parseInt(text.strip())))
                .hasSize(5_000)
                .isSorted();
    }

    @ParameterizedTest
    @EnumSource(
            value = OnSlow.class,
            names = {"DROP_OLDEST", "DROP_NEWEST"})
    void countsEveryMessageItDrops(OnSlow onSlow) throws InterruptedException {
        Stuck out = new Stuck();
        Ring ring = new Ring(out, onSlow, 10_000);
        ring.write(line(0), 100, 1);
        out.began.await();
        for (int i = 1; i < 5_000; i++) {
            ring.write(line(i), 100, 1);
        }
        out.go.countDown();
        ring.close();
        String text = out.text();
        long shown = text.lines().count();
        assertThat(shown + ring.dropped()).isEqualTo(5_000);
        assertThat(shown).isBetween(50L, 200L);
        assertThat(text.contains("4999 ")).isEqualTo(onSlow == OnSlow.DROP_OLDEST);
    }

    @Test
    void failsWhereItIsUsedWhenTheOutputFails() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("disk full");
            }
        };
        Ring ring = new Ring(broken, OnSlow.BLOCK, 1000);
        ring.write(line(1), 100, 1);
        Eventually.holds(
                () -> {
                    try {
                        ring.check();
                        return false;
                    } catch (CannotWrite e) {
                        return e.getMessage().contains("disk full");
                    }
                },
                () -> "the failure");
        assertThatThrownBy(ring::close).hasMessageContaining("disk full");
    }
}
