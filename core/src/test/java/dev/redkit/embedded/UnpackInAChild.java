package dev.redkit.embedded;

import java.nio.file.Path;

/** The main class of a JVM that unpacks the binary into the given cache. */
final class UnpackInAChild {
    private UnpackInAChild() {}

    public static void main(String[] args) {
        System.out.println(RedisBinary.in(Path.of(args[0])));
    }
}
