package dev.redkit.redis;

import dev.redkit.target.Address;

/**
 * The address that a server announces for another one, made into one that can be connected to from here. Nodes that do
 * not know their own address announce none, and mean: the one you came by. A loopback address is right only for whoever
 * asked through loopback.
 */
final class Announced {
    private Announced() {}

    static Address address(String host, int port, Address asked) {
        return Address.of(unusable(host, asked) ? asked.host() : host, port);
    }

    private static boolean unusable(String host, Address asked) {
        return host == null || host.isEmpty() || host.equals("?") || (isLoopback(host) && !isLoopback(asked.host()));
    }

    private static boolean isLoopback(String host) {
        return host.startsWith("127.") || host.equals("::1") || host.equals("localhost");
    }
}
