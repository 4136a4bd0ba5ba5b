package dev.redkit.top;

import java.util.List;

/** How many bytes of writes have not arrived yet. */
final class Lag {
    private Lag() {}

    /** Of a replica against its master, of a master against its last replica; -1 when it is not known. */
    static long of(Look node, List<Look> all) {
        if (node.role().equals("master")) {
            return ofLast(node);
        }
        String master =
                node.info().getOrDefault("master_host", "") + ":" + node.info().getOrDefault("master_port", "");
        for (Look one : all) {
            if (one.address().equals(master) && one.answered()) {
                return (long) Math.max(0, one.number("master_repl_offset") - node.number("slave_repl_offset"));
            }
        }
        return -1;
    }

    private static long ofLast(Look master) {
        double offset = master.number("master_repl_offset");
        long most = -1;
        for (int i = 0; ; i++) {
            String replica =
                    master.info().getOrDefault("slave" + i, master.info().get("replica" + i));
            if (replica == null) {
                return most;
            }
            most = Math.max(most, (long) Math.max(0, offset - Look.part(replica, "offset")));
        }
    }
}
