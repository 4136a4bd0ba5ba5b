package dev.redkit.console;

/** The few colours that redkit uses, by meaning. */
public enum Ink {
    BOLD("1"),
    FAINT("2"),
    GOOD("32"),
    WARN("33"),
    BAD("31"),
    NAME("36");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String around(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
