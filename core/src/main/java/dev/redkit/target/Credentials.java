package dev.redkit.target;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * Who is asking. The password is asked of its source each time a connection is made, because tokens expire
 * ({@code pass-command}); it is never part of any text.
 */
public final class Credentials {
    public static final Credentials NONE = new Credentials(null, null);

    private final String user;
    private final Supplier<String> password;

    private Credentials(String user, Supplier<String> password) {
        this.user = user;
        this.password = password;
    }

    /** A user (null for the default user) and where the password comes from. */
    public static Credentials of(String user, Supplier<String> password) {
        return new Credentials(user, Objects.requireNonNull(password, "password"));
    }

    public static Credentials of(String user, String password) {
        return of(user, () -> password);
    }

    public boolean present() {
        return password != null;
    }

    /** The ACL user, or null for the default user. */
    public String user() {
        return user;
    }

    /** The password as of now. */
    public String password() {
        return password.get();
    }

    @Override
    public String toString() {
        return present() ? (user == null ? "default" : user) + ":***" : "none";
    }
}
