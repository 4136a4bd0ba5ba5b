package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.User;
import java.util.List;
import java.util.Optional;

/** Who gets in. */
final class SecurityRules {
    private static final long SHORT_PASSWORD = 12;
    private static final long MANY_REFUSALS = 100;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "open-to-all",
                    ERROR,
                    new Advice(
                            "whoever reaches the port owns the data, and often the machine",
                            "{call} CONFIG SET requirepass … # a long one; and a firewall"),
                    node -> Evidence.when(
                            open(node) && node.exposed() && !guarded(node),
                            "the server listens beyond this machine and lets everybody in",
                            "bind",
                            node.config("bind"),
                            "default user",
                            "nopass",
                            "protected-mode",
                            node.config("protected-mode"))),
            Rule.node(
                    "no-password",
                    INFO,
                    new Advice(
                            "every program on its machine may do anything",
                            "{call} CONFIG SET requirepass … # a long one"),
                    node -> Evidence.when(
                            open(node) && (!node.exposed() || guarded(node)),
                            "the default user needs no password",
                            "default user",
                            "nopass",
                            "bind",
                            node.config("bind"))),
            Rule.node(
                    "protected-mode-off",
                    WARN,
                    new Advice(
                            "it is what refuses strangers when a password is forgotten",
                            "{call} CONFIG SET protected-mode yes"),
                    node -> Evidence.when(
                            open(node) && node.config("protected-mode").equals("no") && !node.exposed(),
                            "protected mode is off, and there is no password",
                            "protected-mode",
                            node.config("protected-mode"))),
            Rule.node(
                    "short-password",
                    WARN,
                    new Advice(
                            "the server answers a hundred thousand guesses a second",
                            "{call} CONFIG SET requirepass … # {call} ACL GENPASS makes one"),
                    node -> {
                        long length = node.configNumber("requirepass");
                        return Evidence.when(
                                length > 0 && length < SHORT_PASSWORD,
                                "the password has " + length + " characters",
                                "length of requirepass",
                                length);
                    }),
            Rule.node(
                    "users-without-password",
                    ERROR,
                    new Advice(
                            "a name is all it takes",
                            "{call} ACL SETUSER … resetpass '>…' # for those in the evidence"),
                    node -> {
                        List<String> users = node.users().stream()
                                .filter(user -> user.on()
                                        && user.noPassword()
                                        && !user.name().equals("default"))
                                .map(User::name)
                                .toList();
                        return Evidence.when(
                                !users.isEmpty(),
                                users.size() + " users besides the default one need no password",
                                "users",
                                MemoryRules.some(users));
                    }),
            Rule.node(
                    "no-tls",
                    WARN,
                    new Advice(
                            "passwords and data go over the network readable",
                            "tls-port and certificates in redis.conf; then port 0"),
                    node -> Evidence.when(
                            node.exposed() && node.configNumber("tls-port") == 0,
                            "the server listens beyond this machine without TLS",
                            "bind",
                            node.config("bind"),
                            "tls-port",
                            node.config("tls-port"))),
            Rule.node(
                    "plain-beside-tls",
                    INFO,
                    new Advice(
                            "a client that is set up wrong talks readable, and nobody notices", "port 0 in redis.conf"),
                    node -> Evidence.when(
                            node.exposed() && node.configNumber("tls-port") > 0 && node.configNumber("port") > 0,
                            "port " + node.config("port") + " takes connections without TLS",
                            "port",
                            node.config("port"),
                            "tls-port",
                            node.config("tls-port"))),
            Rule.node(
                    "debug-allowed",
                    WARN,
                    new Advice(
                            "DEBUG can stop or crash the server, MODULE LOAD runs any code in it",
                            "enable-debug-command no, enable-module-command no, enable-protected-configs no in redis.conf, and a restart"),
                    SecurityRules::debug),
            Rule.node(
                    "logins-refused",
                    WARN,
                    new Advice("a program with an old password, or somebody who guesses", "{call} ACL LOG 10"),
                    node -> Evidence.when(
                            node.numberOr0("acl_access_denied_auth") > MANY_REFUSALS,
                            node.numberOr0("acl_access_denied_auth") + " logins were refused since the start",
                            "acl_access_denied_auth",
                            node.numberOr0("acl_access_denied_auth"))));

    private SecurityRules() {}

    private static boolean open(NodeFacts node) {
        return node.users().stream().anyMatch(user -> user.name().equals("default") && user.on() && user.noPassword());
    }

    /** Protected mode turns strangers away as long as there is no password. */
    private static boolean guarded(NodeFacts node) {
        return node.config("protected-mode").equals("yes");
    }

    private static Optional<Evidence> debug(NodeFacts node) {
        List<String> open =
                List.of("enable-debug-command", "enable-module-command", "enable-protected-configs").stream()
                        .filter(name -> node.config(name).equals("yes"))
                        .toList();
        return Evidence.when(
                !open.isEmpty(),
                "what can stop or take over the server is allowed: " + String.join(", ", open),
                "set",
                open);
    }
}
