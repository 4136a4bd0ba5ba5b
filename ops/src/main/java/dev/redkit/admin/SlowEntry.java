package dev.redkit.admin;

import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that took long.
 *
 * @param id by which the server knows it; counts up from 0 since it was started
 * @param time when it ended, in Unix seconds
 * @param args the command as the server keeps it: long ones are cut
 * @param client its address, and its name if it has one
 */
public record SlowEntry(String server, long id, long time, long micros, List<byte[]> args, String client, String name) {
    /** One element of {@code SLOWLOG GET}; servers before 4.0 do not say who the client was. */
    static SlowEntry read(String server, Reply reply) {
        List<Reply> parts = reply.items();
        List<byte[]> args = new ArrayList<>();
        for (Reply arg : parts.get(3).items()) {
            args.add(((Reply.Bulk) arg).bytes());
        }
        return new SlowEntry(
                server,
                parts.get(0).number(),
                parts.get(1).number(),
                parts.get(2).number(),
                args,
                parts.size() > 4 ? parts.get(4).text() : "",
                parts.size() > 5 ? parts.get(5).text() : "");
    }
}
