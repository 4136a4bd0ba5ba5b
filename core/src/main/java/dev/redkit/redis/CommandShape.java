package dev.redkit.redis;

import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a server says about one command, as far as it tells where its first key is. */
final class CommandShape {
    private final byte[] name;
    private final int first;
    private final boolean movable;
    private final boolean everywhere;
    private final List<KeySpec> specs;
    private final List<CommandShape> subcommands;

    private CommandShape(byte[] name, int first, Set<String> traits, List<KeySpec> specs, List<CommandShape> below) {
        this.name = name;
        this.first = first;
        this.movable = traits.contains("movablekeys");
        // PING and DBSIZE may be asked of any server; FLUSHALL and SCRIPT LOAD done by one would be done in part.
        boolean toAll = traits.contains("request_policy:all_shards") || traits.contains("request_policy:all_nodes");
        this.everywhere = toAll && !traits.contains("readonly") && !traits.contains("fast");
        this.specs = specs;
        this.subcommands = below;
    }

    /** A command whose first key is always at the same place; 0 for one without keys. */
    static CommandShape fixed(byte[] name, int first) {
        return new CommandShape(name, first, Set.of(), List.of(), List.of());
    }

    /**
     * From one element of a COMMAND reply: name, arity, flags, first key, last key, step, and since 7.0 ACL categories,
     * tips, key specifications, subcommands.
     */
    static CommandShape read(Reply command) {
        List<Reply> parts = command.items();
        String full = parts.get(0).text();
        Set<String> traits = new HashSet<>();
        parts.get(2).items().forEach(flag -> traits.add(flag.text()));
        List<KeySpec> specs = new ArrayList<>();
        List<CommandShape> subcommands = new ArrayList<>();
        if (parts.size() > 9) {
            parts.get(7).items().forEach(tip -> traits.add(tip.text()));
            parts.get(8).items().forEach(spec -> specs.add(KeySpec.read(spec)));
            parts.get(9).items().forEach(one -> subcommands.add(read(one)));
        }
        // A subcommand is called 'parent|name'.
        byte[] name = full.substring(full.indexOf('|') + 1).getBytes(StandardCharsets.UTF_8);
        return new CommandShape(name, (int) parts.get(3).number(), traits, specs, subcommands);
    }

    boolean isNamed(byte[] bytes, int offset, int length) {
        return CommandNames.same(name, bytes, offset, length);
    }

    int hash() {
        return CommandNames.hash(name, 0, name.length);
    }

    /** The place of the first key, {@link KeySpec#NONE} when there is none, {@link KeySpec#UNSAID} if unknown. */
    int firstKey(CommandArgs args) {
        if (!subcommands.isEmpty() && args.has(1)) {
            for (CommandShape one : subcommands) {
                if (one.isNamed(args.array(1), args.offset(1), args.length(1))) {
                    return one.firstKey(args);
                }
            }
        }
        if (first > 0) {
            return first < args.count() ? first : KeySpec.NONE;
        }
        if (everywhere) {
            return KeySpec.EVERYWHERE;
        }
        return movable ? bySpecs(args) : KeySpec.NONE;
    }

    private int bySpecs(CommandArgs args) {
        boolean unsaid = specs.isEmpty();
        for (KeySpec spec : specs) {
            int key = spec.firstKey(args);
            if (key >= 0) {
                return key;
            }
            unsaid |= key == KeySpec.UNSAID;
        }
        return unsaid ? KeySpec.UNSAID : KeySpec.NONE;
    }
}
