package dev.redkit.target;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates and private keys in a PEM file. Keys may be PKCS#8 ({@code PRIVATE KEY}), PKCS#1
 * ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}); the JDK reads only the first, so the others are wrapped.
 */
final class Pem {
    /** Beyond this a file is something else: the authorities of a whole operating system are 0.25 MB. */
    private static final long LARGEST = 16 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    /** One block: what its BEGIN line says, and its bytes. */
    private record Block(String label, byte[] bytes) {}

    private final Path file;
    private final List<Block> blocks;

    private Pem(Path file, List<Block> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    /** Reads a file; {@code option} is how the user named it. */
    static Pem read(Path file, String option) {
        String text;
        try {
            if (Files.isDirectory(file)) {
                throw new UsageError(option + " " + file + " is a directory", "name one PEM file");
            }
            if (Files.size(file) > LARGEST) {
                throw new BadInput(file + " is too large to be a PEM file", "give " + option + " a PEM file");
            }
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new UsageError("there is no file " + file, "give " + option + " the path of a PEM file", e);
        } catch (IOException e) {
            throw new UsageError("cannot read " + file + ": " + e.getMessage(), "see the file's permissions", e);
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), decode(matcher.group(2), matcher.start(), file)));
        }
        if (blocks.isEmpty()) {
            throw new BadInput(file + " holds no PEM: no block from '-----BEGIN …' to '-----END …'", toPem(file));
        }
        return new Pem(file, blocks);
    }

    private static String toPem(Path file) {
        return "from DER: openssl x509 -inform der -in " + file + "; from PKCS#12: openssl pkcs12 -in " + file;
    }

    private static byte[] decode(String body, int offset, Path file) {
        // Old keys carry headers, the encrypted ones 'Proc-Type: 4,ENCRYPTED'.
        if (body.contains("ENCRYPTED")) {
            return new byte[0];
        }
        try {
            return Base64.getMimeDecoder().decode(body.strip());
        } catch (IllegalArgumentException e) {
            throw new BadInput("damaged base64 in the block at byte " + offset + " of " + file, null, e);
        }
    }

    /** All certificates, in the file's order; never none. */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks) {
                if (block.label.endsWith("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.bytes)));
                }
            }
        } catch (CertificateException e) {
            String which = "certificate " + (certificates.size() + 1) + " of " + file;
            throw new BadInput(which + " is damaged: " + e.getMessage(), null, e);
        }
        if (certificates.isEmpty()) {
            throw new BadInput(
                    file + " holds no certificate, only: " + labels(), "are --cacert, --cert and --key mixed up?");
        }
        return certificates;
    }

    boolean hasKey() {
        return blocks.stream().anyMatch(block -> block.label.endsWith("PRIVATE KEY"));
    }

    PrivateKey key() {
        Block block = blocks.stream()
                .filter(one -> one.label.endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        file + " holds no private key, only: " + labels(), "are --cert and --key mixed up?"));
        if (block.label.startsWith("ENCRYPTED") || block.bytes.length == 0) {
            throw new BadInput(
                    "the private key in " + file + " is encrypted",
                    "take the encryption off: openssl pkey -in " + file + " -out plain.pem");
        }
        byte[] pkcs8 = switch (block.label) {
            case "PRIVATE KEY" -> block.bytes;
            case "RSA PRIVATE KEY" -> Der.pkcs8OfRsa(block.bytes);
            case "EC PRIVATE KEY" -> wrapEc(block.bytes);
            default -> throw new BadInput("a key of kind '" + block.label + "' in " + file + " is not known");
        };
        return parse(pkcs8)
                .orElseThrow(() -> new BadInput(
                        "the private key in " + file + " is damaged, or of a kind" + " that this Java does not know"));
    }

    private byte[] wrapEc(byte[] sec1) {
        return Der.pkcs8OfEc(sec1)
                .orElseThrow(() -> new BadInput(
                        "the private key in " + file + " does not name its curve",
                        "convert it: openssl pkcs8 -topk8 -nocrypt -in " + file));
    }

    private static Optional<PrivateKey> parse(byte[] pkcs8) {
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
            } catch (InvalidKeySpecException e) {
                // Not this algorithm; the next may know it.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return Optional.empty();
    }

    private String labels() {
        return String.join(", ", blocks.stream().map(Block::label).toList());
    }
}
