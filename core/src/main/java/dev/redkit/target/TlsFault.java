package dev.redkit.target;

import dev.redkit.failure.Unreachable;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** The one place that says in words why TLS did not come about, whichever plane met it. */
public final class TlsFault {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");
    private static final String PLAIN = "if the port is plain, leave --tls out (redis:// instead of rediss://)";
    private static final String CLIENT_CERT = "give the client's certificate and key: --cert and --key";

    private final Address address;
    private final Tls tls;
    private final Throwable cause;

    private TlsFault(Address address, Tls tls, Throwable cause) {
        this.address = address;
        this.tls = tls;
        this.cause = cause;
    }

    /** The failure to show, when {@code cause} comes from TLS; else empty. */
    public static Optional<Unreachable> explain(Throwable cause, Address address, Tls tls) {
        boolean isTls = false;
        Throwable deepest = cause;
        for (Throwable one = cause; one != null; one = one.getCause()) {
            isTls |= one instanceof SSLException;
            deepest = one;
        }
        return isTls ? Optional.of(new TlsFault(address, tls, cause).inWords(deepest)) : Optional.empty();
    }

    private Unreachable inWords(Throwable deepest) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof TlsException seen) {
                return seen(seen.kind());
            }
            if (one instanceof CertificateExpiredException) {
                return failure("the certificate of " + address + " has expired", untrusting("renew it on the server"));
            }
            if (one instanceof CertificateNotYetValidException) {
                return failure(
                        "the certificate of " + address + " is not valid yet",
                        untrusting("are the clocks of both machines right?"));
            }
            if (one instanceof CertPathBuilderException || one instanceof CertPathValidatorException) {
                return untrusted(one);
            }
            if (one.getClass() == CertificateException.class && one.getMessage().startsWith("No ")) {
                return wrongName();
            }
            Matcher alert = ALERT.matcher(String.valueOf(one.getMessage()));
            if (alert.find()) {
                return alert(alert.group(1));
            }
        }
        return failure("no TLS with " + address + ": " + deepest.getMessage(), PLAIN);
    }

    private Unreachable seen(TlsException.Kind kind) {
        return switch (kind) {
            case NOT_TLS -> failure(address + " does not speak TLS", PLAIN);
            case SILENT -> failure(address + " took the connection but did not answer the TLS handshake", PLAIN);
            case CUT -> failure(address + " closed the connection during the TLS handshake", PLAIN);
            case CUT_AFTER_HANDSHAKE ->
                failure(
                        address + " closed the connection right after the TLS handshake",
                        tls.cert() == null ? "if it demands a client certificate, " + CLIENT_CERT : null);
        };
    }

    private Unreachable untrusted(Throwable why) {
        // The outer of the two may hide that the certificate is only too old.
        for (Throwable one = why; one != null; one = one.getCause()) {
            if (one instanceof CertificateExpiredException) {
                return failure("the certificate of " + address + " has expired", untrusting("renew it on the server"));
            }
        }
        String whose = tls.caCert() == null ? "the system's authorities" : "the authorities in " + tls.caCert();
        String hint = tls.caCert() == null
                ? "name the authority's certificate with --cacert"
                : "is it the authority that signed this server's certificate?";
        return failure("the certificate of " + address + " was not signed by " + whose, untrusting(hint));
    }

    private Unreachable wrongName() {
        String name = tls.sni() == null ? address.host() : tls.sni();
        return failure(
                "the certificate of " + address + " is not for the name '" + name + "'",
                untrusting("connect by a name that is in it, or say which one to expect with --sni"));
    }

    private Unreachable alert(String alert) {
        return switch (alert) {
            case "certificate_required" -> failure(address + " demands a client certificate", CLIENT_CERT);
            case "handshake_failure", "bad_certificate" ->
                tls.cert() == null
                        ? failure(
                                address + " ended the TLS handshake (" + alert + ")",
                                "if it demands a client certificate, " + CLIENT_CERT)
                        : refused(alert);
            case "unknown_ca", "certificate_unknown", "certificate_expired", "certificate_revoked", "access_denied" ->
                tls.cert() == null ? ended(alert, null) : refused(alert);
            case "unrecognized_name" -> ended(alert, "ask for another name with --sni");
            case "protocol_version" -> ended(alert, "the server wants a TLS version that this Java does not offer");
            default -> ended(alert, null);
        };
    }

    private Unreachable refused(String alert) {
        return failure(
                address + " does not accept the client certificate in " + tls.cert() + " (" + alert + ")",
                "was it signed by an authority that the server trusts, and is it still valid?");
    }

    private Unreachable ended(String alert, String hint) {
        return failure(address + " ended the TLS handshake (" + alert + ")", hint);
    }

    private static String untrusting(String hint) {
        return hint + "; --insecure connects without knowing to whom";
    }

    private Unreachable failure(String message, String hint) {
        return new Unreachable(message, hint, cause);
    }
}
