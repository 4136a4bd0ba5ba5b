package dev.redkit.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** The main class of a JVM that has a server and then waits to be killed. */
final class ServerInAChild {
    private ServerInAChild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        EmbeddedOptions options =
                args.length == 0 ? EmbeddedOptions.PRIVATE : EmbeddedOptions.PRIVATE.directory(Path.of(args[0]));
        EmbeddedServer server = EmbeddedServer.start(options);
        Question.ask(server.target(), "SET colour green");
        System.out.println(server.pid() + " " + server.directory());
        Thread.sleep(60_000);
        server.close();
    }
}
