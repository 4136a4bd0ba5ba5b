package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.lane.CommandSource.Pull;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Mapping;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Structure;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** When a checkpoint may say that all before it is done. */
class FeedTest {
    private static final int RECORDS = 2000;

    /** Holds back all that it can. */
    private static final class Holding implements Encoder {
        private final Deque<Long> held = new ArrayDeque<>();
        private final Deque<Long> ready = new ArrayDeque<>();
        private CommandBuffer out;
        private long place;

        @Override
        public void add(Change change, long record) {
            held.add(record);
        }

        @Override
        public void flush() {
            ready.addAll(held);
            held.clear();
        }

        @Override
        public void await(CommandBuffer next) {
            out = next;
        }

        @Override
        public boolean take() {
            if (ready.isEmpty()) {
                return false;
            }
            place = ready.remove();
            out.command("PING");
            return true;
        }

        @Override
        public void drop(LongConsumer places) {
            ready.forEach(places::accept);
        }

        @Override
        public long place() {
            return place;
        }
    }

    /** Wants to settle as often as it is asked, and notes how many records were said to be done. */
    private static final class Noting implements Feed.Clerk {
        private final List<Long> settled = new ArrayList<>();

        @Override
        public boolean rejected(Rejection rejection) {
            return false;
        }

        @Override
        public boolean wantsToSettle() {
            return true;
        }

        @Override
        public void settled(Position position) {
            settled.add(position.records());
        }
    }

    @Test
    void settlesOnlyWhenWhatWasHeldBackIsAnsweredToo() throws IOException {
        StringBuilder text = new StringBuilder("id\n");
        for (int i = 1; i <= RECORDS; i++) {
            text.append(i).append('\n');
        }
        Mapping mapping =
                Mapping.of(MappingSpec.builder(Structure.HASH, "h:{id}").build());
        Noting clerk = new Noting();
        try (Inputs inputs = new Inputs(
                List.of(new Loading.Text("a.csv", text.toString().getBytes(StandardCharsets.UTF_8), true)),
                Position.START)) {
            RowStream rows = new RowStream(inputs, mapping::bind, Selection.ALL);
            Feed feed = new Feed(rows, new Holding(), new UnderWay(1 << 20, 0), new Account(), clerk, false);
            CommandBuffer out = new CommandBuffer(1024);
            long commands = 0;
            // Whoever is told NOT_YET asks again when all that it was given is answered; not before.
            long[] answered = {0};
            for (Pull pull = feed.next(out); pull != Pull.END; pull = feed.next(out)) {
                assertThat(clerk.settled).allMatch(done -> done <= answered[0]);
                if (pull == Pull.NOT_YET) {
                    answered[0] = commands;
                } else {
                    commands++;
                }
            }
            assertThat(commands).isEqualTo(RECORDS);
            assertThat(clerk.settled).hasSize(RECORDS / 512);
        }
    }
}
