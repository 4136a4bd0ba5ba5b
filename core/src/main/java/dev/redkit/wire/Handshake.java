package dev.redkit.wire;

import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * The first words on a connection. {@code HELLO} says all in one exchange; servers before 6.0, proxies and users that
 * may not say it get AUTH, SELECT and CLIENT SETNAME instead, and RESP2.
 */
final class Handshake {
    private Handshake() {}

    static Hello perform(Wire wire, Target target) {
        List<String> command = new ArrayList<>(List.of("HELLO", Integer.toString(target.protocol())));
        Credentials credentials = target.credentials();
        String password = credentials.present() ? credentials.password() : null;
        if (password != null) {
            command.addAll(List.of("AUTH", credentials.user() == null ? "default" : credentials.user(), password));
        }
        if (!target.clientName().isEmpty()) {
            command.addAll(List.of("SETNAME", target.clientName()));
        }
        Reply reply = wire.call(command.toArray(String[]::new));
        Hello hello =
                reply instanceof Reply.Err error ? withoutHello(wire, target, error, password) : understood(reply);
        if (target.db() != 0) {
            demand(
                    wire.call("SELECT", Integer.toString(target.db())),
                    "database " + target.db() + " of " + wire.address());
        }
        return hello;
    }

    private static Hello withoutHello(Wire wire, Target target, Reply.Err error, String password) {
        switch (Refusal.of(error)) {
            case NOAUTH ->
                // The server's own words are a lesson on HELLO, which nobody has typed.
                throw Refusal.failure(
                        new Reply.Err("NOAUTH the server wants a password"), "login at " + wire.address());
            case WRONGPASS, DENIED -> throw Refusal.failure(error, "login at " + wire.address());
            default -> {
                if (error.message().startsWith("ERR max number of clients")) {
                    throw Refusal.failure(error, "connection to " + wire.address());
                }
            }
        }
        if (password != null) {
            String user = target.credentials().user();
            Reply login = user == null ? wire.call("AUTH", password) : wire.call("AUTH", user, password);
            demand(login, "login at " + wire.address());
        }
        // A name is a courtesy: a user that may not set it is still welcome.
        wire.call("CLIENT", "SETNAME", target.clientName());
        return Hello.SILENT;
    }

    private static void demand(Reply reply, String tried) {
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, tried);
        }
    }

    private static Hello understood(Reply reply) {
        String server = "";
        String version = "";
        String mode = "";
        String role = "";
        int protocol = 2;
        Iterator<Reply> items = reply.items().iterator();
        while (items.hasNext()) {
            String name = items.next().text().toLowerCase(Locale.ROOT);
            Reply value = items.hasNext() ? items.next() : Reply.Nil.NIL;
            switch (name) {
                case "server" -> server = value.text();
                case "version" -> version = value.text();
                case "proto" -> protocol = (int) value.number();
                case "mode" -> mode = value.text();
                case "role" -> role = value.text();
                default -> {
                    // id, modules, availability_zone: asked for where they matter.
                }
            }
        }
        return new Hello(server, version, protocol, mode, role);
    }
}
