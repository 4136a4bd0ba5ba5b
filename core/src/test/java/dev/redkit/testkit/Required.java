package dev.redkit.testkit;

import java.util.List;

/** What must not be missing on this machine: the names in {@code -Dredkit.required}, separated by commas. */
final class Required {
    /** The tag of all tests that the wider matrix runs: those with a server or a tool that may be missing. */
    static final String MATRIX = "matrix";

    private Required() {}

    /** Fails when something is about to be skipped that was installed to be tested with. */
    static void refuseToSkip(String name, String reason) {
        if (List.of(System.getProperty("redkit.required", "").split(",", -1)).contains(name)) {
            throw new IllegalStateException("required for this run, but " + reason);
        }
    }
}
