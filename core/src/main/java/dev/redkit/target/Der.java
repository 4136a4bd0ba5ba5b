package dev.redkit.target;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The few bytes of ASN.1 that stand between an old private key and PKCS#8 (RFC 5208):
 *
 * <pre>
 * PrivateKeyInfo ::= SEQUENCE { version INTEGER (0), AlgorithmIdentifier, privateKey OCTET STRING }
 * ECPrivateKey   ::= SEQUENCE { INTEGER (1), OCTET STRING, [0] parameters OPTIONAL, [1] publicKey OPTIONAL }  (RFC 5915)
 * </pre>
 */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xa0;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    /** rsaEncryption 1.2.840.113549.1.1.1 and NULL. */
    private static final byte[] RSA = {
        0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    /** ecPublicKey 1.2.840.10045.2.1. */
    private static final byte[] EC = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA), element(OCTETS, pkcs1));
    }

    /** Empty when the key does not carry its curve. */
    static Optional<byte[]> pkcs8OfEc(byte[] sec1) {
        return parameters(sec1)
                .map(curve -> element(SEQUENCE, VERSION_0, element(SEQUENCE, EC, curve), element(OCTETS, sec1)));
    }

    private static Optional<byte[]> parameters(byte[] sec1) {
        int at = content(sec1, 0);
        int end = at < 0 ? -1 : at + length(sec1, 0);
        while (at >= 0 && at < end && end <= sec1.length) {
            int content = content(sec1, at);
            int length = content < 0 ? -1 : length(sec1, at);
            if (length < 0 || length > end - content) {
                return Optional.empty();
            }
            if ((sec1[at] & 0xff) == PARAMETERS) {
                return Optional.of(Arrays.copyOfRange(sec1, content, content + length));
            }
            at = content + length;
        }
        return Optional.empty();
    }

    /** Where the content of the element at {@code at} starts; -1 when its header is cut. */
    private static int content(byte[] der, int at) {
        if (at + 2 > der.length) {
            return -1;
        }
        int first = der[at + 1] & 0xff;
        int content = first < 0x80 ? at + 2 : at + 2 + (first & 0x7f);
        return first > 0x82 || content > der.length ? -1 : content;
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return switch (first) {
            case 0x81 -> der[at + 2] & 0xff;
            case 0x82 -> (der[at + 2] & 0xff) << 8 | (der[at + 3] & 0xff);
            default -> first;
        };
    }

    private static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 5);
        out.write(tag);
        if (length >= 0x10000) {
            out.write(0x83);
            out.write(length >> 16);
            out.write(length >> 8);
        } else if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
