package dev.redkit.backup;

import dev.redkit.failure.UsageError;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that a backup is meant for: what it can load, which decides on what may be in the file. */
public record TargetServer(Flavour flavour, Version version) {
    private static final Pattern TEXT =
            Pattern.compile("(redis|valkey)[:-]?(\\d{1,3})(?:\\.(\\d{1,3}))?(?:\\.(\\d{1,3}))?");
    private static final int NONE = 0;

    /** {@code redis:7.0}, {@code redis:8}, {@code valkey:9.1}. */
    public static TargetServer parse(String text) {
        Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new UsageError("'" + text + "' names no server version", "say it as redis:7.0, redis:8, valkey:9");
        }
        Flavour flavour = matcher.group(1).equals("redis") ? Flavour.REDIS : Flavour.VALKEY;
        return new TargetServer(flavour, new Version(part(matcher, 2), part(matcher, 3), part(matcher, 4)));
    }

    private static int part(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group));
    }

    /** The newest version of the RDB format with the magic word {@code REDIS} that it reads. */
    int redisRdb() {
        if (flavour == Flavour.VALKEY) {
            return 11;
        }
        Version[] since = {
            new Version(8, 10, 0),
            new Version(8, 8, 0),
            new Version(8, 6, 0),
            new Version(7, 4, 0),
            new Version(7, 2, 0),
            new Version(7, 0, 0),
            new Version(5, 0, 0),
            new Version(4, 0, 0),
            new Version(3, 2, 0)
        };
        int rdb = 15;
        for (Version one : since) {
            if (version.compareTo(one) >= 0) {
                return rdb;
            }
            // Versions 9 of Redis 5 and 6, 8 of 4.0, 7 of 3.2, 6 of all before.
            rdb--;
        }
        return rdb;
    }

    /** The newest version of the format with the magic word {@code VALKEY} that it reads; 0 when none. */
    int valkeyRdb() {
        if (flavour != Flavour.VALKEY || version.major() < 9) {
            return NONE;
        }
        return version.atLeast(9, 2) ? 81 : 80;
    }

    /** The newest version of RDB that it loads: what to write for it. */
    public WriteVersion writeVersion() {
        return new WriteVersion(valkeyRdb() == NONE ? redisRdb() : valkeyRdb());
    }

    /** Whether it keeps vector sets without a module. */
    public boolean hasVectorSets() {
        return hasModule("vectorset");
    }

    /** Why it would not load a file, with its default settings and without modules; empty when it would. */
    public List<String> blockers(FileSummary summary) {
        List<String> reasons = new ArrayList<>();
        RdbFormat format = summary.format().orElse(null);
        if (format == null) {
            return List.of("it is no RDB file");
        }
        int newest = format.valkey() ? valkeyRdb() : redisRdb();
        if (format.valkey() && newest == NONE) {
            reasons.add("it is in Valkey's format (" + format.magic() + "), of which " + this + " knows nothing");
        } else if (format.version() > newest) {
            reasons.add("its RDB version is " + format.version() + ", and " + this + " reads up to " + newest);
        }
        summary.types().forEach((type, tally) -> {
            if (!knows(type, format)) {
                reasons.add(
                        "it has keys of type " + type.id() + " (" + type.kind().word() + " as "
                                + type.name().toLowerCase(Locale.ROOT).replace('_', '-') + "): " + tally.keys());
            }
        });
        if (summary.functions() > 0 && !version.atLeast(7, 0)) {
            reasons.add("it has libraries of functions: " + summary.functions());
        }
        summary.modules().forEach((module, keys) -> {
            if (!hasModule(module)) {
                reasons.add("it has keys of the module type '" + module + "', which needs its module: " + keys);
            }
        });
        return List.copyOf(reasons);
    }

    private boolean knows(RdbType type, RdbFormat format) {
        boolean owned = type.only().isEmpty() || type.only().get() == flavour;
        int newest = format.valkey() ? valkeyRdb() : redisRdb();
        return owned && type.since() <= Math.max(newest, type.only().isEmpty() ? redisRdb() : newest);
    }

    private boolean hasModule(String module) {
        return module.equals("vectorset") && flavour == Flavour.REDIS && version.atLeast(8, 0);
    }

    @Override
    public String toString() {
        return flavour + " " + version.major() + "." + version.minor()
                + (version.patch() > 0 ? "." + version.patch() : "");
    }
}
