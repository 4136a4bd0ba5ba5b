package dev.redkit.redis;

import dev.redkit.failure.Unreachable;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the keys of a command are: the server is asked ({@code COMMAND INFO}) when a command's name is met for the first
 * time. So commands of modules and of newer servers are known, and no grammar has to be kept here. Commands whose keys
 * the server cannot describe are asked about one by one ({@code COMMAND GETKEYS}). For one thread.
 */
public final class KeySpecs implements Closeable {
    private final Supplier<Wire> opener;
    private Wire wire;
    /** Open addressing, at most half full. */
    private CommandShape[] shapes = new CommandShape[256];

    private int known;
    private CommandShape last = CommandShape.fixed(new byte[0], 0);

    /** Opens a wire, to any server of the target, when there is something to ask. */
    public KeySpecs(Supplier<Wire> opener) {
        this.opener = opener;
    }

    /** The index of the first key among the arguments (the name is argument 0), or -1 if there is none. */
    public int firstKey(byte[]... command) {
        return firstKey(CommandArgs.of(command));
    }

    /** The same, where the arguments lie. Without allocation once the command's name has been met. */
    public int firstKey(CommandArgs command) {
        if (!command.has(0)) {
            return KeySpec.NONE;
        }
        int key = shape(command.array(0), command.offset(0), command.length(0)).firstKey(command);
        return key == KeySpec.UNSAID ? askedKey(command) : key;
    }

    private CommandShape shape(byte[] bytes, int offset, int length) {
        // Streams of commands mostly repeat one.
        if (last.isNamed(bytes, offset, length)) {
            return last;
        }
        int mask = shapes.length - 1;
        int at = CommandNames.hash(bytes, offset, length) & mask;
        while (shapes[at] != null) {
            if (shapes[at].isNamed(bytes, offset, length)) {
                last = shapes[at];
                return last;
            }
            at = (at + 1) & mask;
        }
        last = ask(Arrays.copyOfRange(bytes, offset, offset + length));
        remember(last);
        return last;
    }

    private void remember(CommandShape shape) {
        if (2 * ++known > shapes.length) {
            CommandShape[] old = shapes;
            shapes = new CommandShape[2 * old.length];
            for (CommandShape one : old) {
                if (one != null) {
                    insert(one);
                }
            }
        }
        insert(shape);
    }

    private void insert(CommandShape shape) {
        int at = shape.hash() & (shapes.length - 1);
        while (shapes[at] != null) {
            at = (at + 1) & (shapes.length - 1);
        }
        shapes[at] = shape;
    }

    private CommandShape ask(byte[] name) {
        Reply reply = call(bytes("COMMAND"), bytes("INFO"), name);
        if (reply instanceof Reply.Err) {
            // The user may not ask. Nearly every command has its first key at 1, and a wrong guess is answered with
            // the right node (MOVED), or is not one at all for a command without keys.
            return CommandShape.fixed(name, 1);
        }
        List<Reply> items = reply.items();
        boolean unknown = items.isEmpty() || items.get(0).isNil();
        return unknown ? CommandShape.fixed(name, 0) : CommandShape.read(items.get(0));
    }

    /** Asks about just these arguments. */
    private int askedKey(CommandArgs command) {
        byte[][] question = new byte[command.count() + 2][];
        question[0] = bytes("COMMAND");
        question[1] = bytes("GETKEYS");
        for (int i = 0; i < command.count(); i++) {
            if (!command.has(i)) {
                return KeySpec.NONE;
            }
            question[i + 2] =
                    Arrays.copyOfRange(command.array(i), command.offset(i), command.offset(i) + command.length(i));
        }
        Reply reply = call(question);
        if (reply instanceof Reply.Err || reply.items().isEmpty()) {
            return KeySpec.NONE;
        }
        byte[] key = ((Reply.Bulk) reply.items().get(0)).bytes();
        for (int i = 1; i < command.count(); i++) {
            if (Arrays.equals(key, question[i + 2])) {
                return i;
            }
        }
        return KeySpec.NONE;
    }

    /** The wire may have broken since the last question (a failover): then over another one. */
    private Reply call(byte[]... question) {
        if (wire != null) {
            try {
                return wire.call(question);
            } catch (Unreachable e) {
                wire = null;
            }
        }
        wire = opener.get();
        return wire.call(question);
    }

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }
}
