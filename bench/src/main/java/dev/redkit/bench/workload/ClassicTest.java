package dev.redkit.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tests of redis-benchmark, under the names that its {@code -t} takes. */
public final class ClassicTest {
    private static final Map<String, String> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry("ping", "PING"),
            Map.entry("set", "SET {key} {bytes:SIZE}"),
            Map.entry("get", "GET {key}"),
            Map.entry("incr", "INCR counter:{id}"),
            Map.entry("lpush", "LPUSH mylist {bytes:SIZE}"),
            Map.entry("rpush", "RPUSH mylist {bytes:SIZE}"),
            Map.entry("lpop", "LPOP mylist"),
            Map.entry("rpop", "RPOP mylist"),
            Map.entry("sadd", "SADD myset element:{id}"),
            Map.entry("hset", "HSET myhash element:{id} {bytes:SIZE}"),
            Map.entry("spop", "SPOP myset"),
            Map.entry("zadd", "ZADD myzset {rand:1M} element:{id}"),
            Map.entry("zpopmin", "ZPOPMIN myzset"),
            Map.entry("lrange_100", "LRANGE mylist 0 99"),
            Map.entry("lrange_300", "LRANGE mylist 0 299"),
            Map.entry("lrange_500", "LRANGE mylist 0 499"),
            Map.entry("lrange_600", "LRANGE mylist 0 599"),
            Map.entry("mset", mset())));

    private ClassicTest() {}

    private static String mset() {
        return "MSET" + " {key} {bytes:SIZE}".repeat(10);
    }

    public static List<String> names() {
        return new ArrayList<>(COMMANDS.keySet());
    }

    /** The workload of that test over that many keys. */
    public static Optional<Workload> of(String name, KeySpace keys, String size) {
        String command = COMMANDS.get(name);
        return command == null
                ? Optional.empty()
                : Optional.of(Workload.parse(name, List.of(command.replace("SIZE", size)), keys));
    }
}
