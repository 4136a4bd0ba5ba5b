package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Partial;
import dev.redkit.failure.ServerRefused;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.LaneReport;
import dev.redkit.lane.Lanes;
import dev.redkit.pipe.CommandCheck;
import dev.redkit.pipe.CommandText;
import dev.redkit.pipe.Pipe;
import dev.redkit.render.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code redkit pipe}: commands from files or standard input into a server or a cluster, every reply checked. */
final class PipeCommand implements Action {
    private static final int SHOWN_ERRORS = 10;

    private final Session session;
    private final Arg files;
    private final Arg rejects;
    private final Arg maxErrors;
    private final Arg inFlight;
    private final Arg patience;

    PipeCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Send a stream of commands to the server, many under way at once, and check every reply.",
                "The commands are RESP, or plain lines with the quoting of redis-cli (# begins a comment), compressed or"
                        + " not. Into a cluster each goes to the node of its key, and redirects are followed. A command"
                        + " that the server refuses is told with the line or byte where it stands, and the rest goes on;"
                        + " malformed RESP ends the stream at that byte. Commands that have no single reply (SUBSCRIBE,"
                        + " MONITOR, …) are left out and counted as failed.",
                "Exit code 4 when some commands failed, 8 when the input is malformed.");
        syntax.examples(
                "redkit pipe commands.resp.gz",
                "generate | redkit pipe --progress plain",
                "redkit pipe -c seed.txt --rejects refused.resp # mend that file and pipe it again",
                "redkit pipe --dry-run commands.resp # only check the file");
        files = syntax.rest("FILE", "files or web addresses; - for standard input, which is the default", false);
        rejects = syntax.option("FILE", "write the commands that failed to this file, to be piped again", "--rejects");
        maxErrors = syntax.option("N", "end after N failed commands; 0: at the first one", "--max-errors");
        inFlight = syntax.option("N", "commands under way on each connection (default: 20000)", "--in-flight");
        patience = syntax.option(
                "TIME", "how long to try again what the server cannot take just now (default: 1m)", "--patience");
    }

    @Override
    public void run() {
        List<String> places = files.all().isEmpty() ? List.of("-") : files.all();
        LaneLimits limits = new LaneLimits(
                LaneLimits.DEFAULT.bytes(),
                (int) inFlight.number(LaneLimits.DEFAULT.commands(), 1, 10_000_000),
                patience.duration(LaneLimits.DEFAULT.patience()));
        long most = maxErrors.number(Long.MAX_VALUE, 0, Long.MAX_VALUE);
        if (session.dryRun()) {
            check(places);
            return;
        }
        long start = System.nanoTime();
        try (Lanes lanes = new Lanes(session.redis().router(), limits, session.timeout());
                Failures failures = new Failures()) {
            Pipe pipe = new Pipe(lanes, failures, most);
            session.cancellation().watch();
            session.cancellation().onRequest(() -> {
                lanes.cancel();
                session.console().closeIn();
            });
            try {
                send(pipe, places);
            } finally {
                failures.tellTheRest();
                failures.commit();
                pipe.toll().forEach((what, count) -> session.audited("pipe " + what, count));
                if (pipe.began()) {
                    show(pipe.outcome(), System.nanoTime() - start);
                }
            }
            judge(pipe);
        } catch (IOException e) {
            throw new BadInput("cannot go on: " + e.getMessage(), null, e);
        }
    }

    private void send(Pipe pipe, List<String> places) throws IOException {
        Progress progress = new Progress();
        try (ProgressMeter meter = meter(progress)) {
            for (String place : places) {
                try (Input input = Input.open(place, session.console().in()).reportTo(progress)) {
                    boolean prompt = input.size() == Progress.UNKNOWN && !input.isCompressed();
                    pipe.run(input.stream(), input.name(), prompt, progress);
                }
                if (pipe.gaveUp() || session.cancellation().requested()) {
                    return;
                }
            }
        }
    }

    private void check(List<String> places) {
        long commands = 0;
        long failed = 0;
        Progress progress = new Progress();
        try (ProgressMeter meter = meter(progress)) {
            for (String place : places) {
                try (Input input = Input.open(place, session.console().in()).reportTo(progress)) {
                    CommandCheck check = CommandCheck.of(
                            input.stream(),
                            input.name(),
                            progress,
                            (where, why, command) -> session.console().note(where + ": " + why));
                    commands += check.commands();
                    failed += check.leftOut();
                }
            }
        }
        session.renderer().document(new Value.Fields().put("commands", commands).put("left_out", failed));
        if (failed > 0) {
            throw new Partial(failed + " commands cannot be sent");
        }
    }

    private ProgressMeter meter(Progress progress) {
        return session.meter("pipe", progress);
    }

    private void show(Pipe.Outcome outcome, long nanos) {
        LaneReport sent = outcome.sent();
        double seconds = nanos / 1e9;
        session.renderer()
                .document(new Value.Fields()
                        .put("commands", sent.commands() + outcome.leftOut())
                        .put("accepted", sent.accepted())
                        .put("refused", sent.refused())
                        .put("left_out", outcome.leftOut())
                        .put("retried", sent.retried())
                        .put("bytes_sent", sent.bytesSent())
                        .put("bytes_received", sent.bytesReceived())
                        .put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                        .put("commands_per_second", Math.round(sent.commands() / seconds)));
    }

    private void judge(Pipe pipe) {
        Pipe.Outcome outcome = pipe.outcome();
        if (outcome.failed() == 0) {
            return;
        }
        String hint = rejects.present()
                ? "they are in " + rejects.text() + ": mend it and pipe it again"
                : "--rejects FILE writes them to a file that can be mended and piped again";
        if (pipe.gaveUp()) {
            throw new ServerRefused("ended after " + outcome.failed() + " failed commands", hint);
        }
        long all = outcome.sent().commands() + outcome.leftOut();
        throw new Partial(outcome.failed() + " of " + all + " commands failed", hint);
    }

    /** Tells the first failed commands, counts the others, and writes all of them down if asked. */
    private final class Failures implements Pipe.Complaints, AutoCloseable {
        private final Console console = session.console();
        private final AtomicOutput file = rejects.present()
                ? AtomicOutput.open(rejects.text(), console.out(), AtomicOutput.Rule.OVERWRITE)
                : null;
        private long count;

        @Override
        public void about(String where, String why, byte[] command) {
            if (++count <= SHOWN_ERRORS) {
                console.note(where + ": " + why + (command == null ? "" : " (" + CommandText.of(command) + ")"));
            }
            if (file != null) {
                write(where, why, command);
            }
        }

        private void write(String where, String why, byte[] command) {
            String remark = "# " + where + ": " + why.replaceAll("\\R", " ") + "\n";
            try {
                file.stream().write(remark.getBytes(StandardCharsets.UTF_8));
                if (command != null) {
                    file.stream().write(command);
                    if (command[command.length - 1] != '\n') {
                        file.stream().write('\n');
                    }
                }
            } catch (IOException e) {
                throw new BadInput("cannot write " + file.name() + ": " + e.getMessage(), null, e);
            }
        }

        void tellTheRest() {
            if (count > SHOWN_ERRORS) {
                console.note("… and " + (count - SHOWN_ERRORS) + " more");
            }
        }

        void commit() throws IOException {
            if (file != null) {
                file.commit();
            }
        }

        @Override
        public void close() {
            if (file != null) {
                file.close();
            }
        }
    }
}
