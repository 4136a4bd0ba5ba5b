package dev.redkit.shell.link;

import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the replies of a server have made of a connection. What outlives a lost connection (database, user, protocol, name)
 * is kept in the target, with which the next one is opened; the rest is lost with it.
 */
final class Standing {
    private static final int MOST_SHOWN = 100;

    private final Target first;
    private Target target;
    private List<Queued> transaction;
    private int errors;
    private int watched;
    private boolean readOnlyReplica;

    /** A command in a transaction; its words are only kept where its reply will matter here. */
    private record Queued(String shown, List<byte[]> words) {}

    Standing(Target target) {
        this.first = target;
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Takes over whom an AUTH names. */
    void login(List<byte[]> command) {
        login(credentials(command, 1));
    }

    private void login(Credentials credentials) {
        target = target.but().credentials(credentials).build();
    }

    boolean readOnlyReplica() {
        return readOnlyReplica;
    }

    State state() {
        if (transaction == null) {
            return new State.Normal();
        }
        List<String> shown = new ArrayList<>();
        for (Queued one : transaction.subList(0, Math.min(MOST_SHOWN, transaction.size()))) {
            shown.add(one.shown());
        }
        if (transaction.size() > MOST_SHOWN) {
            shown.add("… " + (transaction.size() - MOST_SHOWN) + " more");
        }
        return new State.Transaction(shown, transaction.size(), errors);
    }

    /** Takes in what a command was answered. */
    void follow(List<byte[]> command, String shown, Reply reply) {
        String name = upper(command, 0);
        boolean refused = reply instanceof Reply.Err;
        if (transaction == null) {
            if (!refused) {
                changed(name, command);
            }
            return;
        }
        switch (name) {
            case "EXEC" -> {
                List<Queued> done = transaction;
                // Any answer ends it; only a command that the server did not take at all (EXEC with arguments) does
                // not.
                if (refused && !((Reply.Err) reply).code().equals("EXECABORT") && wrongArity((Reply.Err) reply)) {
                    errors++;
                    return;
                }
                end();
                if (reply instanceof Reply.Array results) {
                    effects(done, results.items());
                }
            }
            case "DISCARD", "RESET" -> {
                if (!refused) {
                    end();
                    changed(name, command);
                }
            }
            default -> queue(name, command, shown, reply, refused);
        }
    }

    private static boolean wrongArity(Reply.Err error) {
        return error.message().contains("wrong number of arguments");
    }

    private void queue(String name, List<byte[]> command, String shown, Reply reply, boolean refused) {
        if (refused) {
            // WATCH and MULTI inside of MULTI are refused without harm.
            boolean harmless = name.equals("WATCH") || name.equals("MULTI");
            errors += harmless ? 0 : 1;
        } else if (reply instanceof Reply.Simple simple && simple.text().equals("QUEUED")) {
            transaction.add(new Queued(
                    transaction.size() < MOST_SHOWN ? shown : "", matters(name) ? List.copyOf(command) : List.of()));
        } else {
            changed(name, command);
        }
    }

    private void effects(List<Queued> done, List<Reply> results) {
        for (int i = 0; i < Math.min(done.size(), results.size()); i++) {
            List<byte[]> words = done.get(i).words();
            if (!words.isEmpty() && !(results.get(i) instanceof Reply.Err)) {
                changed(upper(words, 0), words);
            }
        }
    }

    private static boolean matters(String name) {
        return switch (name) {
            case "SELECT", "AUTH", "HELLO", "CLIENT", "READONLY", "READWRITE", "UNWATCH", "RESET" -> true;
            default -> false;
        };
    }

    private void end() {
        transaction = null;
        errors = 0;
        watched = 0;
    }

    private void changed(String name, List<byte[]> command) {
        switch (name) {
            case "SELECT" ->
                target = target.but().db(number(command, 1, target.db())).build();
            case "MULTI" -> transaction = new ArrayList<>();
            case "WATCH" -> watched += command.size() - 1;
            case "UNWATCH", "DISCARD", "EXEC" -> watched = 0;
            case "AUTH" -> login(command);
            case "HELLO" -> hello(command);
            case "READONLY" -> readOnlyReplica = true;
            case "READWRITE" -> readOnlyReplica = false;
            case "CLIENT" -> {
                if (upper(command, 1).equals("SETNAME") && command.size() == 3) {
                    target = target.but().clientName(text(command, 2)).build();
                }
            }
            case "RESET" -> {
                end();
                readOnlyReplica = false;
                target = target.but()
                        .db(0)
                        .protocol(2)
                        .credentials(Credentials.NONE)
                        .build();
            }
            default -> {
                // Says nothing about the connection.
            }
        }
    }

    private void hello(List<byte[]> command) {
        if (command.size() > 1) {
            target = target.but()
                    .protocol(number(command, 1, target.protocol()) == 2 ? 2 : 3)
                    .build();
        }
        for (int i = 2; i < command.size(); i++) {
            String option = upper(command, i);
            if (option.equals("AUTH") && i + 2 < command.size()) {
                login(Credentials.of(text(command, i + 1), text(command, i + 2)));
                i += 2;
            } else if (option.equals("SETNAME") && i + 1 < command.size()) {
                target = target.but().clientName(text(command, ++i)).build();
            }
        }
    }

    private static Credentials credentials(List<byte[]> command, int from) {
        return command.size() > from + 1
                ? Credentials.of(text(command, from), text(command, from + 1))
                : Credentials.of(null, text(command, from));
    }

    /** The connection is gone: what went with it, in words; empty when nothing did. */
    List<String> lose() {
        List<String> lost = new ArrayList<>();
        if (transaction != null) {
            int queued = transaction.size();
            lost.add("the transaction (" + queued + (queued == 1 ? " command" : " commands") + " queued)");
        }
        if (watched > 0) {
            lost.add("WATCH on " + watched + (watched == 1 ? " key" : " keys"));
        }
        end();
        return lost;
    }

    /** After a RESET nobody is logged in; a new connection begins as the shell did. */
    void begin() {
        if (!target.credentials().present() && first.credentials().present()) {
            target = target.but()
                    .credentials(first.credentials())
                    .protocol(first.protocol())
                    .build();
        }
    }

    static String upper(List<byte[]> words, int index) {
        return index < words.size() ? text(words, index).toUpperCase(Locale.ROOT) : "";
    }

    private static String text(List<byte[]> words, int index) {
        return new String(words.get(index), StandardCharsets.UTF_8);
    }

    private static int number(List<byte[]> words, int index, int otherwise) {
        try {
            return Integer.parseInt(text(words, index));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
