package dev.redkit.shell;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.shell.link.Link;
import dev.redkit.shell.link.LinkThread;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/** The link as the shell's own thread uses it: waits for it, lets Ctrl-C end the wait, and tells what happens to it. */
final class Connection implements Link.Listener, AutoCloseable {
    private static final long LISTEN_MILLIS = 300;
    private static final long LOOK_MILLIS = 50;
    /** How long the server may take to give up a blocking command when it is asked to. */
    private static final long UNBLOCK_MILLIS = 1500;

    private final Stage stage;
    private final Breaker breaker;
    private final LinkThread thread = new LinkThread();
    private final Link link;
    private volatile String awaited;
    private volatile boolean answering;

    Connection(Surroundings surroundings, Stage stage, Breaker breaker) {
        this.stage = stage;
        this.breaker = breaker;
        this.link = new Link(surroundings.session(), this);
    }

    /** Connects in the background, and stays awake. */
    void begin() {
        thread.start(() -> {
            try {
                link.connect();
            } catch (Failure e) {
                stage.announce("not connected: " + e.getMessage() + hint(e));
            }
            stage.refresh();
            return null;
        });
        thread.every(LISTEN_MILLIS, link::idle);
    }

    private static String hint(Failure e) {
        return e.hint().map(text -> "\n(" + text + ")").orElse("");
    }

    Link.Picture picture() {
        return link.picture();
    }

    Target target() {
        return link.target();
    }

    /**
     * One command and what is made of its reply, in the link's thread, while it comes.
     *
     * @param shown the command as a person may see it
     * @param longest how many bytes of a string are wanted
     * @param stop what a Ctrl-C does while the reply is being shown: the rest of it is then passed over
     */
    <T> T call(
            List<byte[]> command, String shown, Duration patience, int longest, Function<Parts, T> reader, Stop stop) {
        awaited = shown;
        answering = false;
        try {
            return await(
                    () -> link.call(command, shown, patience, longest, parts -> {
                        answering = true;
                        return reader.apply(parts);
                    }),
                    shown,
                    stop);
        } catch (Unreachable e) {
            throw link.sent() ? unanswered(shown, e) : e;
        } finally {
            awaited = null;
            stage.refresh();
        }
    }

    /** What a Ctrl-C does to a reply that is being shown. */
    interface Stop {
        /** Shows nothing more of it; says no when the key was meant for somebody else, such as a pager. */
        boolean showing();
    }

    /** Words that nobody typed: what the shell itself wants to know. An error reply becomes a failure. */
    Reply demand(String... command) {
        List<byte[]> words = Arrays.stream(command)
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toList();
        Reply reply = await(() -> link.call(words, command[0], Duration.ofSeconds(10)), command[0], () -> true);
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, command[0] + " on " + target());
        }
        return reply;
    }

    private Unreachable unanswered(String shown, Unreachable e) {
        String why = breaker.hits() > 0 ? "given up at Ctrl-C" : e.getMessage();
        return new Unreachable(
                why + ": '" + shown + "' may or may not have been done",
                "it is not sent again by itself: look first",
                e);
    }

    /** Does something with the link, and waits for it. */
    private <T> T await(Callable<T> task, String what, Stop stop) {
        LinkThread.Work<T> work = thread.start(task);
        breaker.reaction(() -> {});
        try {
            int heard = 0;
            while (!work.ended(LOOK_MILLIS)) {
                if (breaker.hits() > heard) {
                    boolean first = heard == 0;
                    heard = breaker.hits();
                    if (answering) {
                        if (stop.showing() && !first) {
                            work.interrupt();
                        }
                    } else {
                        giveUp(work);
                    }
                }
            }
            return work.result();
        } catch (InterruptedException e) {
            work.interrupt();
            throw new ServerRefused("INTERRUPTED", "interrupted while waiting for '" + what + "'", null);
        } finally {
            breaker.reaction(null);
        }
    }

    /** First the friendly way, which leaves the connection as it is; then without it. */
    private void giveUp(LinkThread.Work<?> work) throws InterruptedException {
        if (link.unblock() && work.ended(UNBLOCK_MILLIS)) {
            return;
        }
        work.interrupt();
    }

    // ---- what happens to it

    @Override
    public void lost(String why, List<String> with) {
        String also = with.isEmpty() ? "" : "; lost with it: " + String.join(", ", with);
        // Whoever waits for a reply is told by the failure of the command.
        if (awaited == null || !link.sent() || !with.isEmpty()) {
            stage.announce("connection lost: " + why + also);
        }
        stage.refresh();
    }

    @Override
    public void back(Address where) {
        stage.announce("connected again to " + where + ", database " + target().db());
        stage.refresh();
    }

    @Override
    public void moved(Address where, String slot) {
        stage.announce("-> slot " + slot + " at " + where);
    }

    @Override
    public void said(Reply.Push push) {
        stage.announce(Renderer.json(Replies.of(push)));
    }

    @Override
    public void close() {
        LinkThread.Work<Void> closing = thread.start(() -> {
            link.close();
            return null;
        });
        try {
            if (!closing.ended(UNBLOCK_MILLIS)) {
                closing.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.close();
    }
}
