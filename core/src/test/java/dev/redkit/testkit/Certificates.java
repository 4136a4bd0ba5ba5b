package dev.redkit.testkit;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority and what it has signed, good and bad, as PEM files in one directory; made anew for every run,
 * so that nothing in the repository can expire.
 */
public final class Certificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final Path directory;
    private final Identity authority;
    private int serial;

    /** A private key, its certificate, and the PEM files of both. */
    public record Identity(X509Certificate certificate, PrivateKey privateKey, Path cert, Path key) {}

    private Certificates(Path directory) {
        this.directory = directory;
        this.authority = issue("ca", "redkit test authority", DAY, null);
    }

    /** A new authority that keeps its files in the directory. */
    public static Certificates in(Path directory) {
        return new Certificates(directory);
    }

    /** The PEM file of the authority's certificate. */
    public Path ca() {
        return authority.cert();
    }

    /** A server at {@code localhost} and {@code 127.0.0.1}. */
    public Identity server() {
        return issue("server", "localhost", DAY, authority);
    }

    /** A client named {@code redkit-test}. */
    public Identity client() {
        return issue("client", "redkit-test", DAY, authority);
    }

    /** A server whose certificate ended yesterday. */
    public Identity expired() {
        return issue("expired", "localhost", DAY.negated(), authority);
    }

    /** A server that is somebody else. */
    public Identity wrongHost() {
        return issue("wrong-host", "elsewhere.invalid", DAY, authority);
    }

    /** What a server needs to speak TLS as this identity, trusting the clients of this authority. */
    public SSLContext serverContext(Identity identity) {
        try {
            KeyStore own = emptyStore();
            own.setKeyEntry("own", identity.privateKey(), new char[0], new X509Certificate[] {
                identity.certificate(), authority.certificate()
            });
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            KeyStore trusted = emptyStore();
            trusted.setCertificateEntry("ca", authority.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    /** Makes a key and a certificate for it, signed by the issuer; without one it is an authority that signs itself. */
    private Identity issue(String file, String name, Duration until, Identity issuer) {
        try {
            KeyPair keys = newKeys();
            X500Principal subject = new X500Principal("CN=" + name);
            X500Principal signer =
                    issuer == null ? subject : issuer.certificate().getSubjectX500Principal();
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    signer,
                    BigInteger.valueOf(++serial),
                    Date.from(now.minus(DAY.multipliedBy(2))),
                    Date.from(now.plus(until)),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
            if (issuer != null) {
                builder.addExtension(Extension.subjectAlternativeName, false, namesOf(name));
            }
            PrivateKey signingKey = issuer == null ? keys.getPrivate() : issuer.privateKey();
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey)));
            return new Identity(
                    certificate,
                    keys.getPrivate(),
                    pem(file + ".crt", certificate),
                    pem(file + ".key", new JcaPKCS8Generator(keys.getPrivate(), null)));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate for " + name, e);
        }
    }

    /** A server on this machine is also met by its address. */
    private static GeneralNames namesOf(String name) {
        GeneralName dns = new GeneralName(GeneralName.dNSName, name);
        return name.equals("localhost")
                ? new GeneralNames(new GeneralName[] {dns, new GeneralName(GeneralName.iPAddress, "127.0.0.1")})
                : new GeneralNames(dns);
    }

    private Path pem(String file, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return Files.writeString(directory.resolve(file), text.toString());
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
