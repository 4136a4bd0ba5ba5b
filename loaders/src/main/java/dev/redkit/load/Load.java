package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.lane.CommandSource;
import dev.redkit.lane.ExactlyOnce;
import dev.redkit.lane.LaneReport;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Loads records into a server or a cluster, as fast as that takes them, and accounts for every one. */
public final class Load {
    private static final int UNDER_WAY_BYTES = 16 * 1024 * 1024;
    private static final int SHOWN_COMMANDS = 5;
    private static final Duration MARKER_LIFE = Duration.ofDays(7);

    private final LoadPlan plan;
    private final LoadListener listener;
    private final Account account = new Account();
    private Runnable stopper = () -> {};
    private boolean stopped;
    private boolean gaveUp;
    private long renamed;
    private volatile Way way;
    private String lane = "commands";

    /**
     * A file to write.
     *
     * @param place its name, or {@code -}
     * @param version of an RDB file
     * @param overwrite whether a file of that name may go
     */
    public record Output(String place, OutputStream stdout, WriteVersion version, boolean overwrite) {
        AtomicOutput open() {
            return overwrite
                    ? AtomicOutput.open(place, stdout, AtomicOutput.Rule.OVERWRITE)
                    : AtomicOutput.open(place, stdout);
        }
    }

    public Load(LoadPlan plan, LoadListener listener) {
        this.plan = plan;
        this.listener = listener;
    }

    /**
     * How the records go.
     *
     * @param once whether a record may not be written twice
     * @param swap gives keys other names first; null when it does not
     */
    private record Course(Redis redis, Delivery delivery, Route route, boolean once, Swap swap) {
        boolean cluster() {
            return redis.target().mode() == Target.Mode.CLUSTER;
        }

        /** Where the server itself can tell what was done. */
        boolean exactlyOnce() {
            return once && !cluster();
        }
    }

    /**
     * Sends all records. Ends with a failure when the server or an input does not let it go on; the account then tells
     * how far it came.
     */
    public void into(Redis redis, Delivery delivery) {
        Course course = course(redis, delivery);
        refuse(course);
        lane = course.route.word();
        if (course.swap != null && !plan.safety().resume()) {
            course.swap.discard(redis);
        }
        String place = redis.target().toString();
        try (SafetyNet net = new SafetyNet(plan, account, listener, kept(checkpoint(course.route, place), place));
                Inputs inputs = new Inputs(plan.inputs(), net.start())) {
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            net.inputs(inputs);
            if (course.route == Route.GROUPED_RESTORE) {
                gathered(course, rows, net);
            } else {
                oneByOne(course, rows, net);
            }
            if (course.swap != null && !gaveUp && !stopped) {
                renamed = course.swap.finish(redis);
            }
        } catch (IOException e) {
            throw new BadInput("cannot go on: " + Reason.of(e), null, e);
        }
    }

    private Course course(Redis redis, Delivery delivery) {
        Route route = route(redis, delivery.lane());
        boolean once = route == Route.COMMANDS
                && !plan.repeatable()
                && !delivery.care().allowDuplicates();
        return new Course(redis, delivery, route, once, plan.beside() ? new Swap(plan.fingerprint()) : null);
    }

    /** The records of each key are brought together first. */
    private void gathered(Course course, RowStream rows, SafetyNet net) throws IOException {
        Gathering gathering = new Gathering(plan, rows, account, net);
        gathering.beside(course.swap);
        try (Way itsWay = opened(way(course))) {
            onStop(gathering::stop);
            new GroupedLoad(plan, account, net, gathering).into(itsWay, Payload.of(course.redis));
            end(net, itsWay);
        }
    }

    /** Each record goes as soon as it is read. */
    private void oneByOne(Course course, RowStream rows, SafetyNet net) throws IOException {
        UnderWay underWay = new UnderWay(UNDER_WAY_BYTES, account.read());
        Encoder encoder = encoder(course, underWay);
        Feed feed =
                new Feed(rows, encoder, underWay, account, net, plan.safety().rejects() != null);
        feed.beside(course.swap);
        onStop(feed::stop);
        try (Way itsWay = opened(encoder instanceof Imports imports ? prepared(feed, imports, course) : way(course))) {
            if (course.once) {
                // What the server will know of it is worth nothing without knowing what was read.
                net.settled(net.start());
            }
            send(feed, itsWay);
            end(net, itsWay);
        }
    }

    private Route route(Redis redis, LaneChoice choice) {
        Route route = Route.of(plan, choice);
        if (route == Route.HIMPORT) {
            ImportServer.demand(redis);
        }
        boolean better = route == Route.RESTORE && choice == LaneChoice.AUTO && ImportServer.suits(plan, redis);
        return better ? Route.HIMPORT : route;
    }

    private Way opened(Way itsWay) {
        way = itsWay;
        return itsWay;
    }

    /** Finds out which fields there are, which every connection has to be told first. */
    private static Way prepared(Feed feed, Imports imports, Course course) throws IOException {
        feed.readAhead(imports::learns);
        byte[][] command = imports.prepare();
        Delivery delivery = course.delivery;
        try {
            return Way.of(
                    command.length == 0 ? delivery.resending(course.redis) : delivery.greeting(course.redis, command));
        } catch (Failure e) {
            feed.abandon(true);
            throw e;
        }
    }

    /** Writes to a file what would be sent: no server is needed. */
    public void toFile(Output output) {
        if (plan.beside()) {
            throw new UsageError(
                    "--swap is for servers: a file takes the place of an older one anyway", "leave it out");
        }
        FileLoad form = FileLoad.of(output.place());
        lane = form.name().toLowerCase(Locale.ROOT);
        if (plan.safety().checkpoint() != null || plan.safety().resume()) {
            throw new UsageError(
                    "a file is written as a whole: --checkpoint and --resume are for servers", "leave them out");
        }
        if (form == FileLoad.RESP && Route.of(plan, LaneChoice.COMMANDS) != Route.COMMANDS) {
            throw new UsageError(
                    "--mode " + plan.mode().word() + " cannot be written as commands", "write an .rdb file");
        }
        boolean done = false;
        try (SafetyNet net = new SafetyNet(plan, account, listener, SafetyNet.Kept.NOWHERE);
                Inputs inputs = new Inputs(plan.inputs(), Position.START);
                AtomicOutput file = output.open()) {
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            net.inputs(inputs);
            boolean whole =
                    form == FileLoad.RESP ? spell(rows, net, file) : gather(form, rows, net, new Opened(file, output));
            gaveUp = net.gaveUp();
            if (net.failure() != null) {
                throw net.failure();
            }
            net.flush();
            if (whole) {
                file.commit();
                done = true;
            }
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + output.place() + ": " + Reason.of(e), null, e);
        } finally {
            if (!done) {
                account.takeBack();
            }
        }
    }

    /** An output, open. */
    private record Opened(AtomicOutput file, Output output) {}

    private boolean gather(FileLoad form, RowStream rows, SafetyNet net, Opened to) throws IOException {
        try (Gathering gathering = new Gathering(plan, rows, account, net)) {
            onStop(gathering::stop);
            GroupedLoad load = new GroupedLoad(plan, account, net, gathering);
            if (!gathering.read()) {
                load.abandon();
                return false;
            }
            form.write(gathering, to.file().stream(), to.output().version(), Clock.systemUTC());
            load.settle();
            return !stopped && !net.gaveUp();
        }
    }

    /** Reads and maps all records, and sends nothing; shows the first commands. */
    public void rehearse(Consumer<byte[]> shown) {
        lane = "none";
        try (SafetyNet net = new SafetyNet(plan, account, listener, SafetyNet.Kept.NOWHERE);
                Inputs inputs = new Inputs(plan.inputs(), Position.START)) {
            net.inputs(inputs);
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            UnderWay underWay = new UnderWay(UNDER_WAY_BYTES, 0);
            Encoder encoder = new Commands(plan.mode(), plan.streamLimit(), new Commands.Shape(false, true), underWay);
            Feed feed = new Feed(
                    rows, encoder, underWay, account, net, plan.safety().rejects() != null);
            onStop(feed::stop);
            CommandBuffer buffer = new CommandBuffer(4096);
            int left = SHOWN_COMMANDS;
            for (CommandSource.Pull pull = feed.next(buffer);
                    pull != CommandSource.Pull.END;
                    pull = feed.next(buffer)) {
                if (pull == CommandSource.Pull.COMMAND && left-- > 0) {
                    shown.accept(Arrays.copyOf(buffer.array(), buffer.length()));
                }
                buffer.clear();
            }
            feed.settle();
            gaveUp = net.gaveUp();
        } catch (IOException e) {
            throw new BadInput("cannot go on: " + Reason.of(e), null, e);
        }
    }

    private boolean spell(RowStream rows, SafetyNet net, AtomicOutput file) throws IOException {
        UnderWay underWay = new UnderWay(UNDER_WAY_BYTES, 0);
        Encoder encoder = new Commands(plan.mode(), plan.streamLimit(), new Commands.Shape(false, true), underWay);
        Feed feed =
                new Feed(rows, encoder, underWay, account, net, plan.safety().rejects() != null);
        onStop(feed::stop);
        FileLoad.commands(feed, file);
        feed.settle();
        return !stopped && !net.gaveUp();
    }

    private void refuse(Course course) {
        if (plan.beside() && plan.mode() == Mode.INSERT) {
            throw new UsageError(
                    "--swap puts new keys in place of old ones, and --mode insert keeps the old ones", "leave one out");
        }
        if (plan.safety().resume() && course.once && course.cluster()) {
            throw new UsageError(
                    "resumed in a cluster, some records would be written twice, which does harm to " + plan.harmed(),
                    "if that may be, say --allow-duplicates");
        }
        if (course.route == Route.GROUPED_RESTORE
                && (plan.safety().checkpoint() != null || plan.safety().resume())) {
            throw new UsageError(
                    "--checkpoint and --resume are not possible where all records of a key are brought together first",
                    "load it anew: --mode " + plan.mode().word() + " writes whole keys, so nothing is doubled");
        }
    }

    private SafetyNet.Kept kept(Path path, String place) {
        return new SafetyNet.Kept(
                path,
                plan.id() + place,
                path != null && path.equals(plan.safety().checkpoint()));
    }

    /** Where to keep how far it came: nowhere when nobody could go on from there. */
    private Path checkpoint(Route route, String place) {
        boolean readable = plan.inputs().stream().allMatch(input -> input.fingerprint() != null);
        Path named = plan.safety().checkpoint();
        if (plan.safety().resume() && !readable) {
            throw new UsageError("an input that can be read only once cannot be resumed", "put it into a file first");
        }
        if (route == Route.GROUPED_RESTORE) {
            return null;
        }
        if (named != null || !readable || plan.safety().folder() == null) {
            return named;
        }
        return plan.safety().folder().resolve(LoadPlan.shortName(plan.id() + place) + ".json");
    }

    private Way way(Course course) throws IOException {
        Redis redis = course.redis;
        Delivery delivery = course.delivery;
        if (!course.exactlyOnce()) {
            return Way.of(course.once ? delivery.once(redis) : delivery.resending(redis));
        }
        ExactlyOnce exactly = delivery.exactlyOnce(redis, plan.fingerprint(), MARKER_LIFE);
        if (!plan.safety().resume() && exactly.resumesAfter().isPresent()) {
            exactly.forget();
        }
        if (account.figures().written() > 0 && exactly.resumesAfter().isEmpty()) {
            exactly.close();
            throw new UsageError(
                    "the server does not know any more how far it came with this load",
                    "--allow-duplicates goes on where the checkpoint says, and may write some records twice");
        }
        return Way.of(exactly);
    }

    private Encoder encoder(Course course, UnderWay underWay) {
        return switch (course.route) {
            case RESTORE -> new Payloads(Payload.of(course.redis), plan.mode(), System::currentTimeMillis);
            case HIMPORT -> new Imports();
            default ->
                new Commands(
                        plan.mode(),
                        plan.streamLimit(),
                        new Commands.Shape(course.cluster(), !course.exactlyOnce()),
                        underWay);
        };
    }

    private void send(Feed feed, Way itsWay) throws IOException {
        boolean whole = false;
        try {
            itsWay.run(feed, feed::refused);
            feed.settle();
            whole = true;
        } finally {
            if (!whole) {
                feed.abandon(itsWay.report().open() == 0);
            }
        }
    }

    private void end(SafetyNet net, Way itsWay) {
        gaveUp = net.gaveUp();
        net.flush();
        if (net.failure() != null) {
            throw net.failure();
        }
        if (!gaveUp && !stopped) {
            net.done();
            itsWay.forget();
        }
    }

    private synchronized void onStop(Runnable action) {
        stopper = action;
        if (stopped) {
            action.run();
        }
    }

    /** Ends after what was read is written; any thread may say so. */
    public synchronized void stop() {
        stopped = true;
        stopper.run();
    }

    /** What became of the records, at any time. */
    public Account.Figures account() {
        return account.figures();
    }

    /** What the server has had to say; null when it was never asked. */
    public LaneReport lanes() {
        Way itsWay = way;
        return itsWay == null ? null : itsWay.report();
    }

    /** Which way the records went. */
    public String lane() {
        return lane;
    }

    /** Keys that got their own names at the end. */
    public long renamed() {
        return renamed;
    }

    /** Whether it ended because too many records were rejected. */
    public boolean gaveUp() {
        return gaveUp || plan.safety().errors().exceededInAll(account.rejected(), account.read());
    }
}
