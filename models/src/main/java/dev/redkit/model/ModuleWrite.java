package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gives commands to a module: all of them in one transaction, on keys that are not there or may be replaced. */
public final class ModuleWrite implements Closeable {
    private static final String OTHERWISE =
            "or write the commands to a file with --out FILE.resp, or use a layout that needs no module";

    private final Redis redis;
    private final ServerModule module;
    private final Masters masters;

    public ModuleWrite(Redis redis, ServerModule module) {
        this.redis = redis;
        this.module = module;
        this.masters = new Masters(redis);
    }

    /**
     * Runs the commands, whose keys are in one slot.
     *
     * @param typePrefix how the types of the module's own keys begin: only those are ever replaced
     * @return how many keys were replaced
     */
    public int run(List<ModuleCommand> commands, String typePrefix, boolean overwrite) {
        module.require(redis, OTHERWISE);
        Set<String> keys = new LinkedHashSet<>();
        commands.forEach(command -> keys.add(Texts.of(command.key())));
        Wire wire = masters.of(commands.get(0).key());
        try {
            return attempt(wire, commands, List.copyOf(keys), typePrefix, overwrite);
        } catch (ServerRefused e) {
            throw module.explain(e, redis, OTHERWISE);
        }
    }

    private static int attempt(
            Wire wire, List<ModuleCommand> commands, List<String> keys, String typePrefix, boolean overwrite) {
        List<String> watch = new ArrayList<>(keys);
        watch.add(0, "WATCH");
        wire.demand(watch.toArray(String[]::new));
        List<String> there = new ArrayList<>();
        for (String key : keys) {
            String type = wire.demand("TYPE", key).text();
            if (type.equals("none")) {
                continue;
            }
            if (!overwrite || !type.startsWith(typePrefix)) {
                wire.call("UNWATCH");
                throw new UsageError(
                        "there is a key '" + key + "' already, of type " + type,
                        type.startsWith(typePrefix) ? "say --overwrite to replace it" : "choose another name");
            }
            there.add(key);
        }
        wire.demand("MULTI");
        for (String key : there) {
            wire.demand("DEL", key);
        }
        for (ModuleCommand command : commands) {
            command.sendTo(wire);
            if (wire.read() instanceof Reply.Err error) {
                wire.call("DISCARD");
                throw Refusal.failure(error, command.title());
            }
        }
        Reply outcome = wire.demand("EXEC");
        if (outcome.isNil()) {
            throw new ServerRefused(keys.get(0) + " was changed by others at the same moment", "try again");
        }
        for (int i = 0; i < commands.size(); i++) {
            if (outcome.items().get(there.size() + i) instanceof Reply.Err error) {
                throw Refusal.failure(error, commands.get(i).title());
            }
        }
        return there.size();
    }

    @Override
    public void close() {
        masters.close();
    }
}
