package dev.redkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is looked up in the background while a server takes its time. */
class ScoutTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<String> dropped = new CopyOnWriteArrayList<>();
    private final Scout scout = new Scout();

    private void send(String name) {
        scout.send(() -> done.add(name), () -> dropped.add(name));
    }

    private CountDownLatch busy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch slow = new CountDownLatch(1);
        scout.send(
                () -> {
                    begun.countDown();
                    try {
                        slow.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                () -> {});
        begun.await();
        return slow;
    }

    @Test
    void dropsTheOldestThatWaitAndSaysSo() throws Exception {
        CountDownLatch slow = busy();
        for (String name : List.of("a", "b", "c", "d", "e", "f")) {
            send(name);
        }
        assertThat(dropped).containsExactly("a", "b");
        slow.countDown();
        scout.settle(PATIENCE_MILLIS);
        assertThat(done).containsExactly("c", "d", "e", "f");
    }

    @Test
    void dropsNothingForThoseWhoOnlyWait() throws Exception {
        CountDownLatch slow = busy();
        send("a");
        for (int i = 0; i < 2 * Scout.MOST_WAITING; i++) {
            scout.settle(1);
        }
        assertThat(dropped).isEmpty();
        slow.countDown();
        scout.settle(PATIENCE_MILLIS);
        assertThat(done).containsExactly("a");
    }

    @Test
    void doesTheLastThingLast() throws Exception {
        CountDownLatch slow = busy();
        send("a");
        scout.end(() -> done.add("last"));
        send("too late");
        slow.countDown();
        Eventually.holds(() -> done.size() >= 2, done::toString);
        assertThat(done).containsExactly("a", "last");
        assertThat(dropped).containsExactly("too late");
    }
}
