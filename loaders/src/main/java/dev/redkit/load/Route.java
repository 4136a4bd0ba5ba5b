package dev.redkit.load;

import dev.redkit.failure.UsageError;
import dev.redkit.grouping.OnDuplicate;
import dev.redkit.grouping.ValueBuilder;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Structure;
import java.util.List;
import java.util.stream.Collectors;

/** Which way a plan goes, and why: every combination of structure, mode and wish has one answer or a refusal. */
enum Route {
    /** Plain commands, record by record. */
    COMMANDS,
    /** A value for each record. */
    RESTORE,
    /** Only values, for fields that the server knows beforehand. */
    HIMPORT,
    /** All records of a key are brought together first. */
    GROUPED_RESTORE;

    static Route of(LoadPlan plan, LaneChoice choice) {
        if (choice == LaneChoice.HIMPORT) {
            if (!imports(plan)) {
                throw new UsageError(
                        "--lane himport writes whole hashes, one for each record",
                        "say --as hash --mode replace, without --also, --field-ttl and --on-duplicate; or leave --lane"
                                + " out");
            }
            return HIMPORT;
        }
        List<Layout> layouts = plan.mapping().spec().layouts();
        boolean whole = plan.mode() == Mode.REPLACE || plan.mode() == Mode.INSERT;
        boolean duplicatesMatter = plan.onDuplicate() != OnDuplicate.ANY;
        if (!whole) {
            if (choice == LaneChoice.RESTORE) {
                throw new UsageError(
                        "--lane restore writes whole keys, and --mode "
                                + plan.mode().word() + " adds to them",
                        "say --mode replace or --mode insert, or leave --lane out");
            }
            if (duplicatesMatter) {
                throw new UsageError(
                        "--on-duplicate looks for keys that come twice, and --mode "
                                + plan.mode().word() + " joins them",
                        "say --mode replace or --mode insert");
            }
            return COMMANDS;
        }
        boolean single = layouts.stream().noneMatch(layout -> layout.structure().gathers());
        boolean built = layouts.stream().allMatch(layout -> ValueBuilder.builds(layout.structure()));
        if (plan.mode() == Mode.REPLACE && single && !duplicatesMatter && (choice == LaneChoice.COMMANDS || !built)) {
            return COMMANDS;
        }
        if (!built || choice == LaneChoice.COMMANDS) {
            throw new UsageError(
                    "--mode " + plan.mode().word() + " brings the records of a key together and writes it as a whole,"
                            + " which is not possible for "
                            + (built ? "--lane commands" : names(layouts)),
                    "--mode upsert adds record by record");
        }
        return single && !duplicatesMatter && layouts.stream().allMatch(layout -> Payloads.take(layout.structure()))
                ? RESTORE
                : GROUPED_RESTORE;
    }

    /** Whether each record is one hash that takes the place of what is there. */
    static boolean imports(LoadPlan plan) {
        MappingSpec spec = plan.mapping().spec();
        return plan.mode() == Mode.REPLACE
                && plan.onDuplicate() == OnDuplicate.ANY
                && spec.layouts().size() == 1
                && spec.main().structure() == Structure.HASH
                && spec.expiry().fieldTtlMillis() == Change.NO_EXPIRY;
    }

    /** What the account calls it. */
    String word() {
        return switch (this) {
            case COMMANDS -> "commands";
            case RESTORE, GROUPED_RESTORE -> "restore";
            case HIMPORT -> "himport";
        };
    }

    private static String names(List<Layout> layouts) {
        return layouts.stream()
                .map(Layout::structure)
                .filter(structure -> !ValueBuilder.builds(structure))
                .map(Structure::word)
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
