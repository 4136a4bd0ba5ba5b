package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.lane.SecondTries.Try;
import dev.redkit.target.Address;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Sends again what has to go again: after a pause, to wherever its server is now, in the order of the commands. */
final class Rounds {
    /** A command that tells a router nothing: for when every route is the same. */
    static final byte[] NOTHING = new byte[0];

    /** A pause in which something may arrive. */
    interface Pause {
        void millis(long count) throws IOException;
    }

    private final Router router;
    private final Fleet fleet;
    private final Intake intake;
    private final SecondTries secondTries;
    /** Null when a broken connection ends the run. */
    private final Recovery recovery;

    Rounds(Router router, Fleet fleet, Intake intake, SecondTries secondTries, Recovery recovery) {
        this.router = router;
        this.fleet = fleet;
        this.intake = intake;
        this.secondTries = secondTries;
        this.recovery = recovery;
    }

    /** Sends all that waits; what kept it from going out, or null. */
    Failure send(Pause pause, BooleanSupplier cancelled) throws IOException {
        List<Try> round = secondTries.takeRound();
        try {
            await(round, pause, cancelled);
            findTheWay(round);
        } catch (Unreachable | ServerRefused e) {
            secondTries.putBack(round);
            return e;
        }
        for (Try one : round) {
            Lane lane = lane(one);
            if (one.asks()) {
                lane.chunk().buffer.command("ASKING");
                lane.addedOwn();
            }
            lane.chunk().buffer.raw(one.command(), 0, one.command().length);
            lane.added(one.index(), one.place(), true);
        }
        secondTries.sent(round);
        fleet.seal();
        return null;
    }

    private void await(List<Try> round, Pause pause, BooleanSupplier cancelled) throws IOException {
        long millis = secondTries.pauseMillis(round);
        if (recovery != null) {
            round.stream()
                    .filter(Try::waits)
                    .findFirst()
                    .ifPresent(one ->
                            recovery.refused("refused for now: " + one.error().message(), millis));
            recovery.await(millis, cancelled);
        } else if (millis > 0 && !cancelled.getAsBoolean()) {
            pause.millis(millis);
        }
    }

    /** Makes sure that there is a lane for each command, wherever its server is now. */
    private void findTheWay(List<Try> round) {
        boolean pending = recovery != null && recovery.pending();
        if (pending || round.stream().anyMatch(Try::needsRefresh)) {
            router.refresh();
        }
        round.forEach(one -> one.tell(router));
        if (router.manyServers()) {
            round.forEach(this::lane);
        } else if (recovery != null) {
            findTheOnlyOne(round.stream().anyMatch(Try::demoted));
        }
        fleet.all().forEach(Lane::goAhead);
        if (recovery != null) {
            recovery.connected();
        }
    }

    /** One that was demoted is left, even for the same address: another server may have that now. */
    private void findTheOnlyOne(boolean demoted) {
        Address server = router.route(NOTHING, 0, 0);
        for (Lane lane : fleet.all()) {
            if (demoted || !lane.server().equals(server)) {
                fleet.discard(lane);
                recovery.replaced();
            }
        }
        openOnly(server);
    }

    /** Opens all connections to the only server; when it is just one, everything goes there unseen. */
    void openOnly(Address server) {
        Lane first = fleet.openAll(server);
        intake.only(fleet.all().size() == 1 ? first : null);
    }

    private Lane lane(Try one) {
        return fleet.lane(server(one), one.command(), 0, one.command().length);
    }

    private Address server(Try one) {
        return one.asks() ? one.named() : router.route(one.command(), 0, one.command().length);
    }
}
