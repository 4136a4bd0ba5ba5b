package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    @TempDir
    private Path directory;

    private Certificates certificates;

    @BeforeEach
    void makeAuthority() {
        certificates = Certificates.in(directory);
    }

    @Test
    void writesPemFilesThatTheAuthorityHasSigned() throws IOException, CertificateException {
        X509Certificate server = read(certificates.server().cert());
        X509Certificate authority = read(certificates.ca());
        assertThatCode(() -> server.verify(authority.getPublicKey())).doesNotThrowAnyException();
        assertThatCode(server::checkValidity).doesNotThrowAnyException();
        assertThat(server.getSubjectAlternativeNames().toString()).contains("localhost", "127.0.0.1");
        assertThat(authority.getBasicConstraints()).isNotNegative();
        assertThat(certificates.server().key()).content().startsWith("-----BEGIN PRIVATE KEY-----");
    }

    @Test
    void makesBadOnesOnPurpose() throws IOException, CertificateException {
        assertThatThrownBy(read(certificates.expired().cert())::checkValidity)
                .isInstanceOf(CertificateExpiredException.class);
        assertThat(read(certificates.wrongHost().cert())
                        .getSubjectAlternativeNames()
                        .toString())
                .doesNotContain("localhost", "127.0.0.1");
    }

    private static X509Certificate read(Path file) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
