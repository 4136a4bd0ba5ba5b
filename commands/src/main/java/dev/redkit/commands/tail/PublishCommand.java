package dev.redkit.commands.tail;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Rates;
import dev.redkit.publish.Delivery;
import dev.redkit.publish.Destination;
import dev.redkit.publish.Letter;
import dev.redkit.publish.Letters;
import dev.redkit.publish.Pace;
import dev.redkit.publish.Publisher;
import dev.redkit.publish.Replay;
import dev.redkit.render.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code redkit publish}: messages from words, lines or a capture, to a channel or a stream. */
public final class PublishCommand implements Action {
    private final Session session;
    private final Arg channel;
    private final Arg messages;
    private final Arg sharded;
    private final Arg stream;
    private final Arg field;
    private final Arg maxLength;
    private final Arg ack;
    private final Arg group;
    private final Arg rate;
    private final Arg nul;
    private final Arg stamp;
    private final Arg replay;
    private final Arg speed;
    private final Arg patience;

    public PublishCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Send messages to a channel: those named, or each line of standard input, or a capture of 'tail --save'.",
                "Many are under way at once, and every reply is read: the summary says how many the server took, how many"
                        + " receivers they had, and how many had none. What was under way when a connection broke is not"
                        + " sent again, because it may have arrived; it is counted as unknown.",
                "Exit code 4 when some messages were refused, or nobody knows whether they arrived.");
        syntax.examples(
                "redkit publish jobs '{\"status\":\"done\"}'",
                "generate | redkit publish data_channel --rate 5k/s",
                "redkit publish --replay capture.ndjson # the same messages at the same times",
                "process | redkit publish --stream results --ack jobs --group workers # lines of 'id TAB payload'");
        channel = syntax.parameter("CHANNEL", "where to; with --replay: instead of where they went", false);
        messages = syntax.rest("MESSAGE", "what to send (default: each line of standard input)", false);
        sharded = syntax.flag("a sharded channel: it lives in one slot of the cluster", "--sharded");
        stream = syntax.flag("CHANNEL is the key of a stream, and each message becomes an entry", "--stream");
        field = syntax.option("NAME", "the field that holds the message, with --stream (default payload)", "--field");
        maxLength = syntax.option("N", "keep about N entries, with --stream", "--maxlen");
        ack = syntax.option(
                "KEY",
                "lines are 'id TAB payload', made from the entries of stream KEY: each is delivered and acknowledged in"
                        + " one step, and never twice (needs --stream and --group)",
                "--ack");
        group = syntax.option("NAME", "the group that read the stream of --ack", "--group");
        rate = syntax.option("RATE", "no faster than that, as 5k/s", "--rate");
        nul = syntax.flag("messages on standard input end with NUL, not with a line end", "-0", "--null");
        stamp = syntax.flag("put the time in front of each message, for 'tail --latency'", "--stamp");
        replay = syntax.path("FILE", "send what 'tail --save' has captured, at the times of then", "--replay");
        speed = syntax.option("FACTOR", "replay that much faster, as 2 or 0.5; 0: as fast as it goes", "--speed");
        patience = syntax.option("TIME", "how long a server that is gone is looked for (default 1m)", "--patience");
    }

    @Override
    public void run() {
        check();
        Console console = session.console();
        session.cancellation().watch();
        session.cancellation().onRequest(console::closeIn);
        long start = System.nanoTime();
        try (Publisher publisher = new Publisher(
                session.redis(), destination(), patience.duration(Duration.ofMinutes(1)), console::note)) {
            Value.Fields more = new Value.Fields();
            try {
                send(publisher, more);
            } finally {
                show(publisher.delivery(), more, System.nanoTime() - start);
            }
            judge(publisher.delivery());
        }
    }

    private void check() {
        if (replay.present() && !messages.all().isEmpty()) {
            throw new UsageError("--replay brings the messages: leave MESSAGE out");
        }
        if (!replay.present() && !channel.present()) {
            throw new UsageError("no channel was given", "redkit publish CHANNEL [MESSAGE…]");
        }
        if (ack.present() != group.present()) {
            throw new UsageError("--ack and --group go together");
        }
        if ((ack.present() || maxLength.present() || field.present()) && !stream.present()) {
            throw new UsageError("--ack, --maxlen and --field are for --stream");
        }
        if (stream.present() && sharded.present()) {
            throw new UsageError("--stream and --sharded exclude each other");
        }
    }

    private Destination destination() {
        if (stream.present()) {
            String name = field.text("payload");
            long most = maxLength.number(0, 1, Long.MAX_VALUE);
            return ack.present()
                    ? new Destination.Answer(name, most, bytes(ack.text()), bytes(group.text()))
                    : new Destination.Stream(name, most);
        }
        return sharded.present() ? new Destination.ShardedChannel() : new Destination.Channel();
    }

    private void send(Publisher publisher, Value.Fields more) {
        if (replay.present()) {
            replay(publisher, more);
            return;
        }
        byte[] name = bytes(channel.text());
        if (!messages.all().isEmpty()) {
            for (String message : messages.all()) {
                publisher.add(letter(name, bytes(message)));
            }
            publisher.settle();
            return;
        }
        lines(publisher, name, new Letters(session.console().in(), "standard input", nul.present()));
    }

    private void lines(Publisher publisher, byte[] name, Letters lines) {
        publisher.connect(Letter.to(name, name));
        double perSecond = rate.present() ? Rates.parse(rate.text()) : 0;
        Pace pace = new Pace(session.cancellation()::requested);
        long start = System.nanoTime();
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            if (perSecond > 0) {
                long due = start + (long) ((lines.count() - 1) * 1e9 / perSecond);
                if (due - System.nanoTime() > 0) {
                    publisher.push();
                    if (!pace.until(due)) {
                        break;
                    }
                }
            }
            if (ack.present() && !lines.whole()) {
                session.console().warn("the last line has no end, so what wrote it was stopped: it is left out");
                break;
            }
            publisher.add(letter(name, line));
            if (!lines.ready()) {
                publisher.settle();
            }
            if (session.cancellation().requested()) {
                break;
            }
        }
        publisher.settle();
    }

    private Letter letter(byte[] name, byte[] line) {
        if (ack.present()) {
            return Letter.withId(name, line, "standard input");
        }
        if (!stamp.present()) {
            return Letter.to(name, line);
        }
        byte[] time = bytes(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()) + " ");
        byte[] both = new byte[time.length + line.length];
        System.arraycopy(time, 0, both, 0, time.length);
        System.arraycopy(line, 0, both, time.length, line.length);
        return Letter.to(name, both);
    }

    private void replay(Publisher publisher, Value.Fields more) {
        byte[] other = channel.present() ? bytes(channel.text()) : null;
        Replay run = new Replay(publisher, new Pace(session.cancellation()::requested), factor(), other);
        try (Input input = Input.open(replay.text(), session.console().in());
                InputStream in = input.stream()) {
            run.play(new Letters(in, input.name(), false), input.name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        more.put("captured_seconds", Value.of(run.capturedSeconds()))
                .put("offset_p99_ms", Value.of(run.offsetMillis(99)))
                .put("offset_max_ms", Value.of(run.offsetMillis(100)));
    }

    private double factor() {
        if (!speed.present()) {
            return 1;
        }
        try {
            double factor = Double.parseDouble(speed.text().replaceFirst("x$", ""));
            if (factor >= 0 && !Double.isInfinite(factor)) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageError("--speed: '" + speed.text() + "' is not a factor, as 2 or 0.5");
    }

    private void show(Delivery delivery, Value.Fields more, long nanos) {
        double seconds = nanos / 1e9;
        Value.Fields all = new Value.Fields()
                .put("published", delivery.published())
                .put("receivers", delivery.receivers())
                .put("unheard", delivery.unheard());
        if (stream.present()) {
            all = new Value.Fields().put("added", delivery.published()).put("present_already", delivery.present());
        }
        all.put("refused", delivery.refused())
                .put("unknown", delivery.unknown())
                .put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                .put("per_second", Math.round(delivery.published() / seconds));
        more.fields().forEach(all::put);
        session.renderer().document(all);
    }

    private static void judge(Delivery delivery) {
        if (delivery.refused() > 0 || delivery.unknown() > 0) {
            throw new Partial(delivery.refused() + " messages were refused, and of " + delivery.unknown()
                    + " nobody knows whether they arrived");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
