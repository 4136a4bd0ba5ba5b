package dev.redkit.target;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * {@link Tls} made ready: files read and checked, once for all connections of a target, so that they share their
 * sessions. Both planes take their keys and trust from here.
 */
public final class TlsContext {
    private static final char[] NO_PASSWORD = {};
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

    private static final byte[] VERIFIED = {'r', 'e', 'd', 'k', 'i', 't'};

    private final Tls tls;
    private final TrustManager[] trust;
    private final KeyManager[] keys;
    private final SSLContext context;

    private TlsContext(Tls tls) {
        this.tls = tls;
        try {
            trust = trust(tls);
            keys = keys(tls);
            context = SSLContext.getInstance("TLS");
            context.init(keys, trust, null);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot do TLS: " + e.getMessage(), e);
        }
    }

    /** Reads the files. What is wrong with them is a {@link UsageError} or {@link BadInput} that names the file. */
    public static TlsContext of(Tls tls) {
        return new TlsContext(tls);
    }

    /** Whom to trust; null means the system's authorities. */
    public TrustManager trustManager() {
        return trust == null ? null : trust[0];
    }

    /** Who we are; null when there is no client certificate. */
    public KeyManager keyManager() {
        return keys == null ? null : keys[0];
    }

    /** A client's engine for one connection; it asks for, and checks, the name {@link Tls#sni} or the host. */
    public SSLEngine engine(Address address) {
        String name = tls.sni() != null ? tls.sni() : address.host();
        SSLEngine engine = context.createSSLEngine(name, address.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        adapt(parameters, name);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** What an engine should ask for that is made elsewhere and knows its host: only another name than the host's. */
    public SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters();
        if (tls.sni() != null) {
            adapt(parameters, tls.sni());
        }
        return parameters;
    }

    private void adapt(SSLParameters parameters, String name) {
        if (!tls.insecure()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        if (!NUMERIC.matcher(name).matches()) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            } catch (IllegalArgumentException e) {
                throw new UsageError("'" + name + "' is not a name that TLS can ask for", "see --sni", e);
            }
        }
    }

    private static TrustManager[] trust(Tls tls) throws GeneralSecurityException, IOException {
        if (tls.insecure()) {
            return new TrustManager[] {new Anybody()};
        }
        if (tls.caCert() == null) {
            return null;
        }
        KeyStore store = emptyStore();
        int number = 0;
        for (X509Certificate one : Pem.read(tls.caCert(), "--cacert").certificates()) {
            store.setCertificateEntry("ca" + number++, one);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(Tls tls) throws GeneralSecurityException, IOException {
        if (tls.cert() == null && tls.key() == null) {
            return null;
        }
        if (tls.cert() == null) {
            throw new UsageError("--key " + tls.key() + " needs the certificate that belongs to it", "add --cert");
        }
        Pem certFile = Pem.read(tls.cert(), "--cert");
        List<X509Certificate> chain = certFile.certificates();
        if (tls.key() == null && !certFile.hasKey()) {
            throw new UsageError("--cert " + tls.cert() + " needs the private key that belongs to it", "add --key");
        }
        Path keyFile = tls.key() == null ? tls.cert() : tls.key();
        PrivateKey key = Pem.read(keyFile, "--key").key();
        if (!belong(key, chain.get(0).getPublicKey())) {
            throw new BadInput(
                    "the private key in " + keyFile + " does not belong to the certificate in " + tls.cert(),
                    "the client's own certificate must be the first one in the file");
        }
        KeyStore store = emptyStore();
        store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    /** Whether one verifies what the other has signed. */
    private static boolean belong(PrivateKey key, PublicKey certified) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(VERIFIED);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(VERIFIED);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A public key of another kind is refused with an exception.
            return false;
        }
    }

    /** Trusts whoever answers: {@code --insecure}. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
