package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import dev.redkit.tail.Message;
import dev.redkit.tail.form.MessageForm;
import dev.redkit.tail.form.Out;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A file for each channel, to which its messages are appended. Only so many are open at a time. */
public final class FolderOutlet implements Outlet {
    private static final int OPEN = 64;
    private static final int PIECE = 16 * 1024;
    private static final int LONGEST_NAME = 200;

    private final Path folder;
    private final MessageForm form;
    private final Map<String, Sheet> open = new LinkedHashMap<>(16, 0.75f, true);

    private record Sheet(OutputStream file, Out out) {}

    public FolderOutlet(Path folder, MessageForm form) {
        this.folder = folder;
        this.form = form;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void message(Message message) {
        Sheet sheet = sheet(message.channel().text());
        form.message(message, sheet.out());
        if (sheet.out().length() >= PIECE) {
            write(sheet);
        }
    }

    private Sheet sheet(String channel) {
        Sheet there = open.get(channel);
        if (there != null) {
            return there;
        }
        if (open.size() >= OPEN) {
            String eldest = open.keySet().iterator().next();
            shut(open.remove(eldest));
        }
        try {
            Path file = folder.resolve(fileName(channel));
            OutputStream stream = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Sheet sheet = new Sheet(stream, new Out(PIECE));
            open.put(channel, sheet);
            return sheet;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The channel's name, with what a file's name cannot hold as %xx; a long one is cut and told apart by its hash. */
    static String fileName(String channel) {
        StringBuilder name = new StringBuilder();
        for (byte one : channel.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    one > ' ' && one < 0x7f && "/\\%:*?\"<>|".indexOf(one) < 0 && !(one == '.' && name.length() == 0);
            if (plain) {
                name.append((char) one);
            } else {
                name.append(String.format(Locale.ROOT, "%%%02x", one & 0xff));
            }
        }
        if (name.length() > LONGEST_NAME) {
            name.setLength(LONGEST_NAME);
            name.append('~').append(Integer.toHexString(channel.hashCode()));
        }
        return name.length() == 0 ? "%" : name.toString();
    }

    @Override
    public void tick() {
        open.values().forEach(this::write);
    }

    private void write(Sheet sheet) {
        try {
            sheet.file().write(sheet.out().bytes(), 0, sheet.out().length());
            sheet.out().clear();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void shut(Sheet sheet) {
        write(sheet);
        try {
            sheet.file().close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private CannotWrite failed(IOException e) {
        return new CannotWrite("cannot write to the folder " + folder + ": " + e.getMessage(), null, e);
    }

    @Override
    public void close() {
        open.values().forEach(this::shut);
        open.clear();
    }
}
