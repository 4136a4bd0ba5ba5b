package dev.redkit.bench.verdict;

import java.util.HashMap;
import java.util.Map;

/** What the servers have counted up to one moment, summed over them. */
record ServerAccount(Map<String, Double> sums, Map<String, Long> calls, Map<String, Long> micros) {
    static final ServerAccount NONE = new ServerAccount(Map.of(), Map.of(), Map.of());

    /** Adds the INFO of one server to what others said. */
    static ServerAccount of(Iterable<Map<String, String>> infos) {
        Map<String, Double> sums = new HashMap<>();
        Map<String, Long> calls = new HashMap<>();
        Map<String, Long> micros = new HashMap<>();
        for (Map<String, String> info : infos) {
            info.forEach((name, value) -> {
                if (name.startsWith("cmdstat_")) {
                    String command = name.substring("cmdstat_".length());
                    calls.merge(command, sum(value, "calls=", "rejected_calls="), Long::sum);
                    micros.merge(command, sum(value, "usec="), Long::sum);
                } else {
                    double number = ProcFiles.number(value);
                    if (!Double.isNaN(number)) {
                        sums.merge(name, number, Double::sum);
                    }
                }
            });
        }
        return new ServerAccount(sums, calls, micros);
    }

    /** {@code calls=5,usec=…,rejected_calls=0,…}: those that were executed, and those that were refused before. */
    private static long sum(String text, String... names) {
        long sum = 0;
        for (String part : text.split(",", -1)) {
            for (String name : names) {
                sum += part.startsWith(name) ? (long) ProcFiles.number(part.substring(name.length())) : 0;
            }
        }
        return sum;
    }

    double get(String name) {
        return sums.getOrDefault(name, Double.NaN);
    }

    double since(ServerAccount before, String name) {
        return get(name) - before.get(name);
    }

    /** Seconds of processor time. */
    double cpu() {
        return get("used_cpu_user") + get("used_cpu_sys");
    }

    /** Of their main threads alone, which is one processor each at most; NaN before Redis 6. */
    double mainThread() {
        return get("used_cpu_user_main_thread") + get("used_cpu_sys_main_thread");
    }

    /** How often a command was called since then, its subcommands included. */
    long callsSince(ServerAccount before, String command) {
        return of(calls, command) - of(before.calls, command);
    }

    /** How long one call of it took since then, by the server's own account; NaN without a call. */
    double microsPerCallSince(ServerAccount before, String command) {
        return (double) (of(micros, command) - of(before.micros, command)) / callsSince(before, command);
    }

    private static long of(Map<String, Long> counts, String command) {
        long sum = counts.getOrDefault(command, 0L);
        for (Map.Entry<String, Long> one : counts.entrySet()) {
            sum += one.getKey().startsWith(command + "|") ? one.getValue() : 0;
        }
        return sum;
    }
}
