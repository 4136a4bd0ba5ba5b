package dev.redkit.embedded;

import java.nio.file.Path;

/** The main class of a JVM that starts a server to stay, and then waits to be killed. */
final class KeptInAChild {
    private KeptInAChild() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println(KeptServer.in(Path.of(args[0])).start(0, false));
        Thread.sleep(60_000);
    }
}
