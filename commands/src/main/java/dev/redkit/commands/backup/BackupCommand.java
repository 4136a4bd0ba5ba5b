package dev.redkit.commands.backup;

import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;

/** {@code redkit backup …}: a command of its own for each thing to do with an RDB file or an append-only file. */
public final class BackupCommand {
    private BackupCommand() {}

    public static void describe(Syntax syntax, Session session) {
        syntax.description(
                "Take backups, and look into those that are there: RDB files, append-only files and their folders, of any"
                        + " server version, compressed or not. What a file is, its content tells and not its name.");
        Syntax take = syntax.subcommand("take", "Take a backup of a server or of all masters of a cluster");
        take.action(new BackupTakeCommand(take, session));
        Syntax restore = syntax.subcommand("restore", "Give the keys of a backup to a server");
        restore.action(new BackupRestoreCommand(restore, session));
        Syntax serve = syntax.subcommand("serve", "Show a backup on a read-only server");
        serve.action(new BackupServeCommand(serve, session));
        Syntax list = syntax.subcommand("list", "List the backups of a folder, and how they grow");
        list.action(new BackupListCommand(list, session));
        Syntax prune = syntax.subcommand("prune", "Remove the backups of a folder that need not be kept");
        prune.action(new BackupPruneCommand(prune, session));
        Syntax check = syntax.subcommand("check", "Say whether backups are sound, and which server can load them");
        check.action(new BackupCheckCommand(check, session));
        Syntax inspect =
                syntax.subcommand("inspect", "Say what is in a backup: types, prefixes, sizes, expiries, memory");
        inspect.action(new BackupInspectCommand(inspect, session));
        Syntax keys = syntax.subcommand("keys", "List the keys of a backup");
        keys.action(new BackupKeysCommand(keys, session));
        Syntax get = syntax.subcommand("get", "Show the value of a key out of a backup");
        get.action(new BackupGetCommand(get, session));
        Syntax diff = syntax.subcommand("diff", "Compare two backups, or a backup and a server, key by key");
        diff.action(new BackupDiffCommand(diff, session));
        Syntax convert = syntax.subcommand("convert", "Write backups in another form, version, or number of files");
        convert.action(new BackupConvertCommand(convert, session));
        Syntax timeline = syntax.subcommand("timeline", "Show what an append-only file did, second by second");
        timeline.action(new BackupTimelineCommand(timeline, session));
        Syntax history = syntax.subcommand("history", "Show every command of an append-only file that touched a key");
        history.action(new BackupHistoryCommand(history, session));
        Syntax cut = syntax.subcommand("cut", "Copy an append-only file up to a point in time, or without a command");
        cut.action(new BackupCutCommand(cut, session));
        Syntax repair = syntax.subcommand("repair", "Copy a damaged backup without the damage");
        repair.action(new BackupRepairCommand(repair, session));
        Syntax replay = syntax.subcommand("replay", "Have another server do what an append-only file holds");
        replay.action(new BackupReplayCommand(replay, session));
    }
}
