package dev.redkit.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes that every Java platform has, without the exception for those that it lacks. */
public final class Hashing {
    private Hashing() {}

    public static MessageDigest sha256() {
        return by("SHA-256");
    }

    /** By {@code MD5}, {@code SHA-1} or {@code SHA-256}. */
    public static MessageDigest by(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
