package dev.redkit.doctor.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Linux machine under a server that runs on this one; {@code root} is {@code /}, but for tests. */
public final class Machine {
    private final Path root;
    private final long pid;

    private Machine(Path root, long pid) {
        this.root = root;
        this.pid = pid;
    }

    /** Empty when no server runs here under that number: a port may lead to a container, or through a tunnel. */
    static Optional<Machine> of(Path root, long pid) {
        Machine machine = new Machine(root, pid);
        String name = machine.read("proc/" + pid + "/comm").orElse("");
        boolean server = name.contains("redis") || name.contains("valkey") || name.contains("keydb");
        return server ? Optional.of(machine) : Optional.empty();
    }

    /** {@code vm.overcommit_memory}. */
    public String overcommit() {
        return demand("proc/sys/vm/overcommit_memory");
    }

    /** What is chosen of {@code always [madvise] never}. */
    public String hugePages() {
        String text = demand("sys/kernel/mm/transparent_hugepage/enabled");
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        return open >= 0 && close > open ? text.substring(open + 1, close) : text;
    }

    /** The longest queue of connections that the kernel allows. */
    public long longestQueue() {
        return Long.parseLong(demand("proc/sys/net/core/somaxconn"));
    }

    /** How much of the server is swapped out, in KiB. */
    public long swappedKib() {
        return number(line("proc/" + pid + "/status", "VmSwap:"));
    }

    /** How many files the server may open. */
    public long openFiles() {
        return number(line("proc/" + pid + "/limits", "Max open files"));
    }

    private String line(String file, String start) {
        return demand(file)
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElseThrow(() -> new Absent(start));
    }

    private static long number(String text) {
        String first = text.strip().split("\\s+", -1)[0];
        return first.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(first);
    }

    private String demand(String file) {
        return read(file).orElseThrow(() -> new Absent(file));
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(root.resolve(file)).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
