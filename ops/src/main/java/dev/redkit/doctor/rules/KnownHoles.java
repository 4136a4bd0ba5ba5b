package dev.redkit.doctor.rules;

import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;
import java.util.Arrays;
import java.util.List;

/**
 * Security releases, as the makers told of them. Each has a fix for some lines of versions; a line that got none, and is
 * older than one that did, stays open.
 */
final class KnownHoles {
    /** The state of this table. */
    static final String DATE = "2026-07-31";

    private static final List<Hole> ALL = List.of(
            hole(Flavour.REDIS, "CVE-2022-24834", "0.0.0", "6.0.20 6.2.13 7.0.12"),
            hole(Flavour.REDIS, "CVE-2023-41056", "7.0.9", "7.0.15 7.2.4"),
            hole(Flavour.REDIS, "CVE-2024-31449", "0.0.0", "6.2.16 7.2.6 7.4.1"),
            hole(Flavour.REDIS, "CVE-2024-46981", "0.0.0", "6.2.17 7.2.7 7.4.2"),
            hole(Flavour.REDIS, "CVE-2025-21605", "2.6.0", "6.2.18 7.2.8 7.4.3"),
            hole(Flavour.REDIS, "CVE-2025-32023, CVE-2025-48367", "2.8.0", "6.2.19 7.2.10 7.4.5 8.0.3"),
            hole(Flavour.REDIS, "CVE-2025-49844 and three more in Lua", "0.0.0", "6.2.20 7.2.11 7.4.6 8.0.4 8.2.2"),
            hole(Flavour.REDIS, "CVE-2026-23479 and more", "7.2.0", "7.2.14 7.4.9 8.2.6 8.4.3 8.6.3"),
            hole(
                    Flavour.REDIS,
                    "the urgent release of July 2026",
                    "6.0.0",
                    "6.2.23 7.2.15 7.4.10 8.2.8 8.4.5 8.6.5 8.8.1"),
            hole(Flavour.VALKEY, "CVE-2024-31449", "0.0.0", "7.2.7 8.0.1"),
            hole(Flavour.VALKEY, "CVE-2024-46981", "0.0.0", "7.2.8 8.0.2"),
            hole(Flavour.VALKEY, "CVE-2025-21605", "0.0.0", "7.2.9 8.0.3 8.1.1"),
            hole(Flavour.VALKEY, "CVE-2025-32023, CVE-2025-48367", "0.0.0", "7.2.10 8.0.4 8.1.3"),
            hole(Flavour.VALKEY, "CVE-2025-49844 and three more in Lua", "0.0.0", "7.2.11 8.0.6 8.1.4"),
            hole(Flavour.VALKEY, "CVE-2026-23479, CVE-2026-25243, CVE-2026-23631", "0.0.0", "7.2.13 8.0.9 8.1.7 9.0.4"),
            hole(Flavour.VALKEY, "CVE-2026-56684, CVE-2026-63639", "0.0.0", "7.2.14 8.0.10 8.1.9 9.0.5 9.1.1"));

    /** One security release: whose, since which version the hole is there, and which patch of each line closed it. */
    record Hole(Flavour flavour, String id, Version since, List<Version> fixes) {
        boolean open(Version version) {
            if (version.compareTo(since) < 0) {
                return false;
            }
            for (Version fix : fixes) {
                if (fix.major() == version.major() && fix.minor() == version.minor()) {
                    return version.compareTo(fix) < 0;
                }
            }
            return version.compareTo(fixes.get(fixes.size() - 1)) < 0;
        }
    }

    private KnownHoles() {}

    /** Those that the version still has. */
    static List<Hole> of(Flavour flavour, Version version) {
        return version.equals(Version.UNKNOWN)
                ? List.of()
                : ALL.stream()
                        .filter(hole -> hole.flavour() == flavour && hole.open(version))
                        .toList();
    }

    /** Whether the last security release of Redis had a patch for this line, or the line is newer than that. */
    static boolean mended(Version version) {
        List<Version> last = ALL.stream()
                .filter(hole -> hole.flavour() == Flavour.REDIS)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("the table is empty"))
                .fixes();
        return version.atLeast(8, 8)
                || last.stream().anyMatch(fix -> fix.major() == version.major() && fix.minor() == version.minor());
    }

    private static Hole hole(Flavour flavour, String id, String since, String fixes) {
        List<Version> versions =
                Arrays.stream(fixes.split(" ", -1)).map(Version::parse).toList();
        return new Hole(flavour, id, Version.parse(since), versions);
    }
}
