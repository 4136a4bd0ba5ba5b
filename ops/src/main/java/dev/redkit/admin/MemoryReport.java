package dev.redkit.admin;

import dev.redkit.io.ByteSizes;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the memory of one server is used for, from INFO, MEMORY STATS and MEMORY DOCTOR. Whatever of these the user may not
 * ask, or the server does not have, is missing and said.
 *
 * @param stats the numbers of MEMORY STATS, by the server's names
 * @param words what they mean, a sentence each
 * @param doctor the words of MEMORY DOCTOR; or null
 * @param refused what could not be asked, with the server's answer
 */
public record MemoryReport(
        Map<String, String> info,
        Map<String, Double> stats,
        List<String> words,
        String doctor,
        Map<String, String> refused) {

    public static MemoryReport ask(Wire wire) {
        wire.send("INFO", "memory");
        wire.send("MEMORY", "STATS");
        wire.send("MEMORY", "DOCTOR");
        Map<String, String> refused = new LinkedHashMap<>();
        Reply info = accepted("INFO memory", wire.read(), refused);
        Reply stats = accepted("MEMORY STATS", wire.read(), refused);
        Reply doctor = accepted("MEMORY DOCTOR", wire.read(), refused);
        Map<String, String> fields = info == null ? Map.of() : InfoText.fields(info.text());
        Map<String, Double> numbers = new LinkedHashMap<>();
        if (stats != null) {
            numbers("", stats, numbers);
        }
        return new MemoryReport(
                fields,
                numbers,
                words(fields, numbers),
                doctor == null ? null : doctor.text().strip(),
                refused);
    }

    private static Reply accepted(String what, Reply reply, Map<String, String> refused) {
        if (reply instanceof Reply.Err error) {
            refused.put(what, error.message());
            return null;
        }
        return reply;
    }

    private static void numbers(String above, Reply reply, Map<String, Double> numbers) {
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String name = above + items.get(i).text();
            Reply value = items.get(i + 1);
            if (value instanceof Reply.Array || value instanceof Reply.Pairs) {
                numbers(name + ".", value, numbers);
            } else {
                number(value).ifPresent(number -> numbers.put(name, number));
            }
        }
    }

    private static Optional<Double> number(Reply value) {
        try {
            return Optional.of(Double.valueOf(value.text()));
        } catch (IllegalArgumentException | IllegalStateException e) {
            // A later server may say something else than a number.
            return Optional.empty();
        }
    }

    private static List<String> words(Map<String, String> info, Map<String, Double> stats) {
        List<String> words = new ArrayList<>();
        Double total = stats.get("total.allocated");
        Double dataset = stats.get("dataset.bytes");
        Double peak = stats.get("peak.allocated");
        if (total != null && dataset != null && total > 0) {
            words.add("of " + size(total) + " in use, " + size(dataset) + " (" + percent(dataset / total)
                    + ") are data and " + size(total - dataset) + " is what keeping them takes");
        }
        if (total != null && peak != null && peak > 1.2 * total) {
            words.add("it was " + size(peak) + " at its peak: the process may still hold what is free now");
        }
        long most = whole(info.get("maxmemory"));
        long used = whole(info.get("used_memory"));
        if (most == 0) {
            words.add("there is no maxmemory: it grows until the machine has no more");
        } else if (most > 0 && used >= 0) {
            words.add(percent((double) used / most) + " of maxmemory " + ByteSizes.format(most) + " are used; then "
                    + policy(info.getOrDefault("maxmemory_policy", "")));
        }
        Double fragmentation = stats.get("allocator-fragmentation.ratio");
        Double wasted = stats.get("allocator-fragmentation.bytes");
        if (fragmentation != null && wasted != null && fragmentation > 1.4 && wasted > 100 << 20) {
            words.add("fragmentation wastes " + size(wasted) + ": CONFIG SET activedefrag yes gives it back");
        }
        words.addAll(overheads(stats));
        return words;
    }

    private static List<String> overheads(Map<String, Double> stats) {
        List<String> words = new ArrayList<>();
        double total = stats.getOrDefault("total.allocated", 0.0);
        Map<String, String> parts = Map.of(
                "replication.backlog", "the replication backlog",
                "clients.slaves", "buffers of replicas",
                "clients.normal", "buffers of clients",
                "aof.buffer", "buffers of the append-only file",
                "lua.caches", "scripts",
                "functions.caches", "functions");
        parts.forEach((name, what) -> {
            double bytes = stats.getOrDefault(name, 0.0);
            if (total > 0 && bytes > 0.05 * total && bytes > 1 << 20) {
                words.add(what + " take " + size(bytes) + " (" + percent(bytes / total) + ")");
            }
        });
        words.sort(null);
        return words;
    }

    private static String policy(String policy) {
        return policy.equals("noeviction") ? "writes are refused (noeviction)" : "keys are evicted (" + policy + ")";
    }

    private static long whole(String text) {
        return text != null && text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static String size(double bytes) {
        return ByteSizes.format(Math.round(bytes));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
