package dev.redkit.commands.keys;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;

/** {@code redkit keys …}: a command of its own for each thing to ask of many keys, or to do with them. */
public final class KeysCommand {
    private KeysCommand() {}

    public static void describe(Syntax syntax, Session session) {
        syntax.description(
                "Look at the keys of a server, or of all masters of a cluster at once: which there are, which are big, hot"
                        + " or idle, when they expire, what their names begin with; and delete, expire, rename or copy"
                        + " many. Keys are found with SCAN, in one pass, and memory does not grow with their number.");
        Syntax scan = syntax.subcommand("scan", "List keys, and what is asked about them");
        scan.action(new KeysScanCommand(scan, session));
        Syntax count = syntax.subcommand("count", "Count keys: all of them exactly, those of a kind by looking");
        count.action(new KeysCountCommand(count, session));
        Syntax big =
                syntax.subcommand("big", "Show the largest keys of each type, and those that take the most memory");
        big.action(new KeysBigCommand(big, session));
        Syntax hot = syntax.subcommand("hot", "Show the keys that are used most");
        hot.action(new KeysHotCommand(hot, session));
        Syntax ttl = syntax.subcommand("ttl", "Show how long keys have to live");
        ttl.action(new KeysAgeCommand(ttl, session, KeysAgeCommand.Age.TTL));
        Syntax idle = syntax.subcommand("idle", "Show for how long keys were not used");
        idle.action(new KeysAgeCommand(idle, session, KeysAgeCommand.Age.IDLE));
        Syntax prefixes = syntax.subcommand("prefixes", "Count keys by what their names begin with");
        prefixes.action(new KeysPrefixesCommand(prefixes, session));
        for (KeysChangeCommand.Kind kind : KeysChangeCommand.Kind.values()) {
            Syntax change = syntax.subcommand(Arg.word(kind), kind.summary());
            change.action(new KeysChangeCommand(change, session, kind));
        }
    }
}
