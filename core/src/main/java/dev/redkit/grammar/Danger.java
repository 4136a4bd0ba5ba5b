package dev.redkit.grammar;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why one should think before a command is sent. What the server calls dangerous includes questions such as INFO, so the
 * reasons are kept here, by command; that a command changes anything at all, the server says.
 *
 * @param lasts whether something is changed for good; what only keeps others waiting does not
 * @param reason what the command would do, as the end of a sentence that begins with its name
 * @param alternative what does the same with less harm; empty for nothing
 */
public record Danger(Level level, boolean lasts, String reason, String alternative) {
    /** How much is at stake. */
    public enum Level {
        /** Say it, and go on. */
        NOTE,
        /** Ask. */
        ASK,
        /** Ask for the name of the profile or database. */
        ASK_NAME
    }

    /**
     * What is known of the place.
     *
     * @param keys how many keys the database has
     * @param isProtected whether the profile is one that asks before every change
     */
    public record Facts(OptionalLong keys, boolean isProtected) {
        /** Nothing is known. */
        public static final Facts NONE = new Facts(OptionalLong.empty(), false);
    }

    /** From how many keys on KEYS keeps others waiting: it looks at about a million in a second. */
    private static final long MANY_KEYS = 50_000;

    /** How many keys one hardly deletes by a slip. */
    private static final int SEVERAL_KEYS = 10;

    /** What is to be feared of a command; empty for nothing. */
    public static Optional<Danger> of(Grammar grammar, List<String> words, Facts facts) {
        Optional<CommandDoc> doc = grammar.find(words);
        Danger danger = words.isEmpty() ? null : byName(words, facts);
        if (!facts.isProtected()) {
            return Optional.ofNullable(danger);
        }
        if (danger != null && danger.level() != Level.NOTE) {
            return Optional.of(danger);
        }
        // A command that nobody knows may be one of a module, and change anything.
        boolean changes = doc.map(Danger::changes).orElse(!words.isEmpty());
        if (!changes) {
            return Optional.ofNullable(danger);
        }
        return Optional.of(
                danger == null
                        ? ask("changes the server, and its profile is protected", "")
                        : ask(danger.reason(), danger.alternative()));
    }

    /** Whether it leaves a change that cannot be taken back, and that nothing but an audit log will tell of. */
    public static boolean lasts(List<String> words) {
        Danger danger = words.isEmpty() ? null : byName(words, Facts.NONE);
        return danger != null && danger.lasts();
    }

    /** Whether a command writes, or may (a script), administers, or is called dangerous by the server. */
    public static boolean changes(CommandDoc doc) {
        boolean script = List.of("eval", "evalsha", "fcall").contains(doc.name());
        return script
                || doc.flags().contains("write")
                || doc.flags().contains("admin")
                || doc.categories().contains("dangerous");
    }

    private static Danger byName(List<String> words, Facts facts) {
        String first = words.get(0).toUpperCase(Locale.ROOT);
        String second = words.size() > 1 ? words.get(1).toUpperCase(Locale.ROOT) : "";
        return switch (first) {
            case "FLUSHALL" ->
                new Danger(Level.ASK_NAME, true, "deletes every key of every database" + keys(facts, " here: "), "");
            case "FLUSHDB" ->
                new Danger(Level.ASK_NAME, true, "deletes every key of this database" + keys(facts, ": "), "");
            case "KEYS" -> keysCommand(facts, words);
            case "DEL", "UNLINK" -> several(words, first);
            case "EVAL", "EVALSHA", "FCALL" -> script(words);
            case "SHUTDOWN" -> second.equals("ABORT") ? null : ask("ends the server", "");
            case "DEBUG" -> debug(second);
            case "SAVE" -> holdsUp("saves, and the server answers nobody until it is done", "BGSAVE");
            case "SWAPDB" -> ask("exchanges two databases for all clients at once", "");
            case "REPLICAOF", "SLAVEOF" -> replicaOf(words);
            case "FAILOVER" -> second.equals("ABORT") ? null : ask("makes a replica the master", "");
            case "MIGRATE" -> migrate(words);
            case "MONITOR" -> facts.isProtected() ? holdsUp("slows the server down while it runs", "") : null;
            case "SYNC", "PSYNC" -> holdsUp("makes the server send all its data here", "redkit backup take");
            case "CONFIG" -> config(words, second);
            case "CLUSTER" -> cluster(second);
            case "SCRIPT" ->
                second.equals("FLUSH") ? ask("forgets all scripts: EVALSHA fails until they are loaded", "") : null;
            case "FUNCTION" -> function(words, second);
            case "ACL" -> acl(second);
            case "CLIENT" -> client(words, second);
            case "MODULE" ->
                second.startsWith("LOAD") || second.equals("UNLOAD") ? ask("changes what the server runs", "") : null;
            case "SENTINEL" -> sentinel(second);
            default -> null;
        };
    }

    private static Danger ask(String reason, String alternative) {
        return new Danger(Level.ASK, true, reason, alternative);
    }

    /** Nothing is changed, but others have to wait or are not answered. */
    private static Danger holdsUp(String reason, String alternative) {
        return new Danger(Level.ASK, false, reason, alternative);
    }

    private static String keys(Facts facts, String before) {
        return facts.keys().isPresent()
                ? before + String.format(Locale.ROOT, "%,d", facts.keys().getAsLong())
                : "";
    }

    private static Danger keysCommand(Facts facts, List<String> words) {
        if (facts.keys().isPresent() && facts.keys().getAsLong() < MANY_KEYS) {
            return null;
        }
        String pattern = words.size() > 1 ? " MATCH " + words.get(1) : "";
        return holdsUp(
                "looks at all keys" + keys(facts, ", ") + ", and the server answers nobody meanwhile",
                "SCAN 0" + pattern + " COUNT 1000");
    }

    private static Danger several(List<String> words, String name) {
        int keys = words.size() - 1;
        if (keys < SEVERAL_KEYS) {
            return null;
        }
        return ask("deletes " + keys + " keys", name.equals("DEL") ? "UNLINK frees them in the background" : "");
    }

    private static Danger script(List<String> words) {
        boolean none = words.size() > 2 && words.get(2).equals("0");
        return none
                ? new Danger(
                        Level.NOTE,
                        false,
                        "names no keys: if the script touches any, it does so unseen by access control and clusters",
                        "")
                : null;
    }

    private static Danger debug(String what) {
        return switch (what) {
            case "", "HELP", "OBJECT", "SDSLEN", "DIGEST", "DIGEST-VALUE", "STRINGMATCH-LEN" -> null;
            case "SLEEP" -> holdsUp("makes the server answer nobody for that long", "");
            default -> ask("is meant for the server's own developers, and may end it", "");
        };
    }

    private static Danger replicaOf(List<String> words) {
        boolean noOne = words.size() > 2 && words.get(1).equalsIgnoreCase("NO");
        return noOne
                ? ask("makes the server a master: it follows nobody any more", "")
                : ask("replaces all data of the server by those of another", "");
    }

    private static Danger migrate(List<String> words) {
        boolean copy = words.stream().anyMatch("COPY"::equalsIgnoreCase);
        return copy ? null : ask("takes the keys away from here", "add COPY to keep them");
    }

    private static Danger config(List<String> words, String what) {
        return switch (what) {
            case "SET" -> {
                String name = words.size() > 2 ? words.get(2).toLowerCase(Locale.ROOT) : "";
                yield ask(
                        switch (name) {
                            case "requirepass" -> "changes the password: clients that do not know it cannot come back";
                            case "maxmemory" -> "may evict keys at once";
                            case "maxmemory-policy" -> "changes which keys may be evicted";
                            case "save", "appendonly" -> "changes what survives a restart";
                            case "dir", "dbfilename" -> "changes where the server writes its files";
                            default -> "changes the server for all clients, until it is restarted";
                        },
                        "");
            }
            case "REWRITE" -> ask("writes the server's configuration file anew", "");
            default -> null;
        };
    }

    private static Danger cluster(String what) {
        return switch (what) {
            case "RESET" -> ask("makes the node forget the cluster", "");
            case "FAILOVER" -> ask("makes this replica the master of its slots", "");
            case "FORGET" -> ask("takes a node out of the cluster, as this node sees it", "");
            case "FLUSHSLOTS", "DELSLOTS", "DELSLOTSRANGE", "SETSLOT", "ADDSLOTS", "ADDSLOTSRANGE" ->
                ask("changes which node serves which keys", "");
            case "REPLICATE" -> ask("replaces all data of this node by those of another", "");
            default -> null;
        };
    }

    private static Danger function(List<String> words, String what) {
        boolean flush = what.equals("RESTORE") && words.stream().anyMatch("FLUSH"::equalsIgnoreCase);
        return switch (what) {
            case "FLUSH" -> ask("deletes all functions", "FUNCTION DUMP keeps a copy");
            case "DELETE" -> ask("deletes a library of functions", "FUNCTION DUMP keeps a copy");
            default -> flush ? ask("deletes all functions first", "FUNCTION DUMP keeps a copy") : null;
        };
    }

    private static Danger acl(String what) {
        return switch (what) {
            case "SETUSER", "DELUSER", "LOAD" -> ask("changes who may do what", "");
            default -> null;
        };
    }

    private static Danger client(List<String> words, String what) {
        return switch (what) {
            case "KILL" -> ask("ends connections of others", "");
            case "PAUSE" -> holdsUp("makes the server keep all clients waiting", "");
            case "REPLY" ->
                words.size() > 2 && words.get(2).equalsIgnoreCase("ON")
                        ? null
                        : holdsUp("turns replies off, and nobody sees what fails", "");
            default -> null;
        };
    }

    private static Danger sentinel(String what) {
        return switch (what) {
            case "FAILOVER" -> ask("makes a replica the master", "");
            case "RESET", "REMOVE" -> ask("makes the sentinel forget masters", "");
            default -> null;
        };
    }
}
