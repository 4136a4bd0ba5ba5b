package dev.redkit.shell.link;

import java.util.List;

/** What a connection can do next. */
public sealed interface State {
    /** There is none, and why. */
    record NotConnected(String why) implements State {}

    /** It takes any command. */
    record Normal() implements State {}

    /**
     * Between MULTI and EXEC.
     *
     * @param shown what will be done, as a person reads it; of very many the first
     * @param queued how many commands these are
     * @param errors how many commands the server did not queue: EXEC will do nothing
     */
    record Transaction(List<String> shown, int queued, int errors) implements State {}
}
