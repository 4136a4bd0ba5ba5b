package dev.redkit.tail.monitor;

import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.HashMap;
import java.util.Map;

/** What a server has done since it was started ({@code run}), and what processor time its commands took it. */
record ServerCost(String run, long commands, double cpuSeconds) {
    static ServerCost of(Wire wire) {
        Map<String, String> info = new HashMap<>();
        for (String section : new String[] {"server", "stats", "cpu"}) {
            Reply reply = wire.call("INFO", section);
            if (!(reply instanceof Reply.Err)) {
                info.putAll(InfoText.fields(reply.text()));
            }
        }
        // The main thread alone, where the server tells it apart (6.2).
        double user = seconds(info, "used_cpu_user_main_thread", "used_cpu_user");
        double system = seconds(info, "used_cpu_sys_main_thread", "used_cpu_sys");
        String run = info.getOrDefault("run_id", "");
        return new ServerCost(run, Long.parseLong(info.getOrDefault("total_commands_processed", "0")), user + system);
    }

    private static double seconds(Map<String, String> info, String name, String older) {
        return Double.parseDouble(info.getOrDefault(name, info.getOrDefault(older, "0")));
    }

    ServerCost since(ServerCost before) {
        return new ServerCost(run, commands - before.commands, cpuSeconds - before.cpuSeconds);
    }

    double microsEach() {
        return commands == 0 ? 0 : cpuSeconds * 1e6 / commands;
    }
}
