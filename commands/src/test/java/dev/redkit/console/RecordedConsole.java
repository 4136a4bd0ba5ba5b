package dev.redkit.console;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A console whose streams a test can read. */
public final class RecordedConsole {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    public RecordedConsole() {
        this(Terminal.NONE, Map.of(), "");
    }

    public RecordedConsole(Terminal terminal, Map<String, String> env, String input) {
        byte[] in = input.getBytes(StandardCharsets.UTF_8);
        console = new Console(out, err, new ByteArrayInputStream(in), terminal, env);
    }

    public Console console() {
        return console;
    }

    public byte[] outBytes() {
        console.flush();
        return out.toByteArray();
    }

    public String out() {
        return new String(outBytes(), StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
