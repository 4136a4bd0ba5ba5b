package dev.redkit.failure;

/** The server answered with an error reply. The message keeps the server's own words. */
public final class ServerRefused extends Failure {
    private static final long serialVersionUID = 1L;

    private final String code;

    public ServerRefused(String message, String hint) {
        this("ERR", message, hint);
    }

    public ServerRefused(String code, String message, String hint) {
        super(message, hint, null);
        this.code = code;
    }

    /** The first word of the error reply: {@code ERR}, {@code WRONGTYPE}, {@code OOM}, … */
    public String code() {
        return code;
    }
}
