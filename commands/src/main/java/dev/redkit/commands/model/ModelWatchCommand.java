package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.model.ModelEvent;
import dev.redkit.model.ModelEvent.Kind;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.tail.Backoff;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** {@code redkit model watch}: tells, and does something, when another version is live. */
final class ModelWatchCommand implements Action {
    /** To fetch and load a large model takes its time. */
    private static final Duration EXEC_TIME = Duration.ofMinutes(10);

    private static final Duration STEP = Duration.ofMillis(500);

    private final Session session;
    private final ModelPlace place;
    private final Arg name;
    private final Arg exec;
    private final Arg execTime;
    private final Arg now;
    private final Arg all;
    private final Arg count;
    private final Arg time;
    private Renderer renderer;
    private long seen;

    ModelWatchCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Wait for other versions to become current (with NAME:TAG: to get that tag), and tell each. Events are read"
                        + " from the model's stream, so that none is missed while the connection is lost; it is looked"
                        + " for again.",
                "--exec runs a command for each, one after the other: the event as JSON on its standard input, and"
                        + " REDKIT_EVENT, REDKIT_MODEL, REDKIT_VERSION, REDKIT_PREVIOUS and REDKIT_TAG in its environment.");
        syntax.examples(
                "redkit model watch bert",
                "redkit model watch bert --now --exec 'redkit model export bert:$REDKIT_VERSION --out bert.npz --overwrite"
                        + " && kill -HUP $(cat serving.pid)'",
                "redkit model watch bert:prod --count 1 --for 10m # in a pipeline: wait for the release");
        name = syntax.parameter("NAME[:TAG]", "the model, and the tag to follow instead of 'current'", true);
        exec = syntax.option("COMMAND", "run this by /bin/sh for each event", "--exec");
        execTime = syntax.option("TIME", "stop the command of --exec after that long (default 10m)", "--exec-timeout");
        now = syntax.flag("begin with the version that is live now", "--now");
        all = syntax.flag("tell everything that is done to the model", "--all");
        count = syntax.option("N", "end after N events", "--count");
        time = syntax.option("TIME", "end after that long", "--for");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        if (execTime.present() && !exec.present()) {
            throw new UsageError("--exec-timeout is for --exec");
        }
        ModelName what = ModelName.parse(name.text());
        long most = count.number(Long.MAX_VALUE, 1, Long.MAX_VALUE);
        long end = time.present() ? System.nanoTime() + time.duration(STEP).toNanos() : Long.MAX_VALUE;
        if (session.dryRun()) {
            session.console().line("would watch " + what);
            return;
        }
        session.cancellation().watch();
        renderer = session.format() == Format.TABLE ? null : session.renderer();
        if (renderer != null) {
            renderer.begin(List.of(
                    Column.left("event"),
                    Column.left("model"),
                    Column.left("version"),
                    Column.left("previous"),
                    Column.left("tag"),
                    Column.left("id")));
        }
        try (ModelStore store = place.open()) {
            follow(store, what, most, end);
        }
        if (renderer != null) {
            renderer.end();
        }
    }

    private void follow(ModelStore store, ModelName what, long most, long end) {
        // Its end first: what happens after it and before the look at the head is told twice rather than not at all.
        String after = store.lastEvent(what.name());
        if (now.present()) {
            tellCurrent(store, what);
        }
        Backoff backoff = new Backoff(new Random());
        boolean lost = false;
        while (seen < most && System.nanoTime() < end && !session.cancellation().requested()) {
            try {
                List<ModelEvent> events = store.events(what.name(), after, STEP);
                if (lost) {
                    session.console().urgent("connected again");
                }
                lost = false;
                backoff.reset();
                for (ModelEvent event : events) {
                    after = event.id();
                    if (wanted(event, what) && seen < most) {
                        tell(event);
                    }
                }
            } catch (Unreachable | ServerRefused e) {
                lost = reconnect(store, e, lost, backoff);
            }
        }
    }

    /** Waits a little, and lets the next question open a new connection. */
    private boolean reconnect(ModelStore store, Failure cause, boolean lostBefore, Backoff backoff) {
        if (cause instanceof ServerRefused refused && !refused.code().equals("LOADING")) {
            throw cause;
        }
        if (!lostBefore) {
            session.console().urgent("connection lost: " + cause.getMessage() + "; looking for it again");
        }
        if (!session.cancellation().pause(backoff.next())) {
            try {
                store.reconnect();
            } catch (Unreachable e) {
                session.console().detail(e.getMessage());
            }
        }
        return true;
    }

    private boolean wanted(ModelEvent event, ModelName what) {
        if (all.present()) {
            return true;
        }
        if (what.ref().isEmpty()) {
            return event.kind() == Kind.PUBLISH || event.kind() == Kind.ROLLBACK;
        }
        return event.tag().equals(what.ref());
    }

    private void tellCurrent(ModelStore store, ModelName what) {
        store.find(what.name()).ifPresent(head -> {
            String version = what.ref().isEmpty()
                    ? head.current().orElse(null)
                    : head.tags().get(what.ref());
            if (version != null) {
                tell(new ModelEvent("", Kind.PUBLISH, what.name(), version, "", what.ref()));
            }
        });
    }

    private void tell(ModelEvent event) {
        seen++;
        if (renderer == null) {
            session.console().line(text(event));
        } else {
            Value.Fields fields = ModelValues.event(event);
            renderer.row(List.copyOf(fields.fields().values()));
        }
        session.console().flush();
        if (exec.present()) {
            ModelHook.run(exec.text(), event, execTime.duration(EXEC_TIME))
                    .ifPresent(complaint -> session.console().warn("--exec: " + complaint));
        }
    }

    private static String text(ModelEvent event) {
        StringBuilder text = new StringBuilder(event.word()).append(' ').append(event.model());
        if (!event.version().isEmpty()) {
            text.append(' ').append(event.version());
        }
        if (!event.previous().isEmpty()) {
            text.append(" (was ").append(event.previous()).append(')');
        }
        if (!event.tag().isEmpty()) {
            text.append(" tag ").append(event.tag());
        }
        return text.toString();
    }
}
