package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Version;
import java.util.List;

/** What the version is known for. */
final class VersionRules {
    static final List<Rule> ALL = List.of(
            Rule.node(
                    "known-holes",
                    WARN,
                    new Advice(
                            "they are public; distributions mend them without a new number, so look at the package too",
                            "install the newest patch of the version"),
                    node -> {
                        List<KnownHoles.Hole> holes = KnownHoles.of(node.flavour(), node.version());
                        List<String> names =
                                holes.stream().map(KnownHoles.Hole::id).toList();
                        return Evidence.when(
                                !holes.isEmpty(),
                                node.flavour() + " " + node.version() + " lacks the fixes of " + holes.size()
                                        + " security releases (known on " + KnownHoles.DATE + "): "
                                        + MemoryRules.some(names),
                                "version",
                                node.version(),
                                "holes",
                                String.join(", ", names),
                                "as of",
                                KnownHoles.DATE);
                    }),
            Rule.node(
                    "old-version",
                    INFO,
                    new Advice("it gets no fixes from its makers any more", "a newer version: 'backup take' first"),
                    node -> {
                        Version version = node.version();
                        boolean old = node.flavour() == Flavour.REDIS
                                ? !KnownHoles.mended(version)
                                : node.flavour() == Flavour.VALKEY && !version.atLeast(7, 2);
                        return Evidence.when(
                                old && !version.equals(Version.UNKNOWN),
                                node.flavour() + " " + version
                                        + " is of a line that has had no release for a while (known on "
                                        + KnownHoles.DATE + ")",
                                "version",
                                version);
                    }));

    private VersionRules() {}
}
