package dev.redkit.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.testkit.Certificates;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsContextTest {
    @TempDir
    static Path directory;

    private static Certificates certificates;

    @BeforeAll
    static void issue() {
        certificates = Certificates.in(directory);
    }

    private static Tls with(Path ca, Path cert, Path key) {
        return new Tls(ca, cert, key, null, false);
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Path pem(String name, Object content) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(content);
        }
        return file(name, text.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2048, 4096})
    void readsRsaKeysOfTheOldKind(int bits) throws GeneralSecurityException, IOException {
        PrivateKey key = pair("RSA", bits).getPrivate();
        Path file = pem("rsa.key", key);
        assertThat(file).content().contains("BEGIN RSA PRIVATE KEY");
        assertThat(Pem.read(file, "--key").key()).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 384, 521})
    void readsEcKeysOfTheOldKind(int bits) throws GeneralSecurityException, IOException {
        PrivateKey key = pair("EC", bits).getPrivate();
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        ECPrivateKey sec1 = new ECPrivateKey(
                bits,
                ((java.security.interfaces.ECPrivateKey) key).getS(),
                info.getPrivateKeyAlgorithm().getParameters());
        Path file = pem("ec.key", new PemObject("EC PRIVATE KEY", sec1.getEncoded()));
        // Two encodings of one key differ in whether they carry the public half.
        assertThat(Pem.read(file, "--key").key())
                .isInstanceOfSatisfying(
                        java.security.interfaces.ECPrivateKey.class,
                        read -> assertThat(read.getS())
                                .isEqualTo(((java.security.interfaces.ECPrivateKey) key).getS()));
    }

    @Test
    void saysThatAnEcKeyLacksItsCurve() throws GeneralSecurityException, IOException {
        Path file = pem("no-curve.key", pair("EC", 256).getPrivate());
        assertThatThrownBy(() -> Pem.read(file, "--key").key())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not name its curve");
    }

    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void readsKeysOfTheNewKinds() throws GeneralSecurityException, IOException {
        for (String algorithm : new String[] {"RSA", "EC", "Ed25519"}) {
            KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            Path file = pem("new.key", new JcaPKCS8Generator(pair.getPrivate(), null));
            assertThat(Pem.read(file, "--key").key()).isEqualTo(pair.getPrivate());
        }
    }

    @Test
    void takesCertificateAndKeyFromOneFile() throws IOException {
        Certificates.Identity client = certificates.client();
        Path both = file("both.pem", Files.readString(client.cert()) + "some words\n" + Files.readString(client.key()));
        assertThat(TlsContext.of(with(certificates.ca(), both, null)).keyManager())
                .isNotNull();
    }

    @Test
    void takesSeveralAuthorities() throws IOException {
        Path two = file(
                "two.pem",
                Files.readString(certificates.ca())
                        + Files.readString(certificates.server().cert()));
        assertThat(Pem.read(two, "--cacert").certificates()).hasSize(2);
        assertThat(TlsContext.of(with(two, null, null)).trustManager()).isNotNull();
    }

    @Test
    void namesAFileThatIsMissing() {
        Path absent = directory.resolve("absent.pem");
        assertThatThrownBy(() -> TlsContext.of(with(absent, null, null)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(absent.toString());
        assertThatThrownBy(() -> TlsContext.of(with(directory, null, null)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is a directory");
    }

    @Test
    void namesAFileThatIsNoPem() throws IOException {
        Path noise = file("noise.pem", "\u0000\u0001 not at all");
        assertThatThrownBy(() -> TlsContext.of(with(noise, null, null)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(noise.toString());
    }

    @Test
    void namesADamagedCertificate() throws IOException {
        String good = Files.readString(certificates.ca());
        Path damaged = file("damaged.pem", good + good.replaceFirst("MII.", "MIIx"));
        assertThatThrownBy(() -> TlsContext.of(with(damaged, null, null)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("certificate 2 of " + damaged);
        Path cut = file("cut.pem", good.substring(0, good.length() / 2));
        assertThatThrownBy(() -> TlsContext.of(with(cut, null, null)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(cut.toString());
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        Certificates.Identity client = certificates.client();
        Path other = certificates.server().key();
        assertThatThrownBy(() -> TlsContext.of(with(null, client.cert(), other)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not belong")
                .hasMessageContaining(other.toString());
    }

    @Test
    void refusesHalfAnIdentity() {
        Certificates.Identity client = certificates.client();
        assertThatThrownBy(() -> TlsContext.of(with(null, client.cert(), null)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("private key");
        assertThatThrownBy(() -> TlsContext.of(with(null, null, client.key())))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("certificate");
        assertThatThrownBy(() -> TlsContext.of(with(null, client.key(), client.cert())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("holds no certificate, only: PRIVATE KEY");
    }

    @Test
    void saysThatAKeyIsEncrypted() throws IOException {
        Path modern = file(
                "modern.key", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Path old = file("old-encrypted.key", """
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """);
        for (Path file : new Path[] {modern, old}) {
            assertThatThrownBy(() -> Pem.read(file, "--key").key())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("is encrypted");
        }
    }

    @Test
    void everyDamagedOldKeyIsBadInput() throws GeneralSecurityException, IOException {
        byte[] sound = Files.readAllBytes(pem("sound.key", pair("RSA", 1024).getPrivate()));
        for (int i = 32; i < sound.length - 32; i += 3) {
            byte[] bad = sound.clone();
            bad[i] = bad[i] == 'A' ? (byte) 'Z' : (byte) 'A';
            Path file = Files.write(directory.resolve("bad.key"), bad);
            try {
                assertThat(Pem.read(file, "--key").key()).isNotNull();
            } catch (BadInput e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
    }
}
