package dev.redkit.embedded;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A redis.conf in the making. It holds the password, so its file is the owner's alone from its first byte on. */
final class ServerConfig {
    private final List<String> lines = new ArrayList<>();

    ServerConfig set(String name, Object value) {
        lines.add(name + " " + quoted(value.toString()));
        return this;
    }

    ServerConfig raw(List<String> more) {
        lines.addAll(more);
        return this;
    }

    /** Loopback or a unix socket, nothing else. */
    ServerConfig listenOn(Address address) {
        if (address.isUnix()) {
            return set("port", 0).set("unixsocket", address.socket()).set("unixsocketperm", 700);
        }
        return set("bind", address.host()).set("port", address.port());
    }

    ServerConfig follow(Target master) {
        lines.add(
                "replicaof " + master.address().host() + " " + master.address().port());
        if (master.credentials().present()) {
            set("masterauth", master.credentials().password());
            if (master.credentials().user() != null) {
                set("masteruser", master.credentials().user());
            }
        }
        return this;
    }

    void writeTo(Path file) throws IOException {
        replace(file, String.join("\n", lines) + "\n");
    }

    /** Writes a file that only its owner can read; a reader sees the old one or the new one. */
    static void replace(Path file, String text) throws IOException {
        Path part = Files.createTempFile(
                file.getParent(),
                file.getFileName() + ".",
                ".part",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** 192 random bits. */
    static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As redis.conf reads double quotes: a backslash escapes, bytes that are not plain text are written in hex. */
    static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                text.append('\\').append((char) b);
            } else if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append("\\x").append(HexFormat.of().toHexDigits(b));
            }
        }
        return text.append('"').toString();
    }
}
