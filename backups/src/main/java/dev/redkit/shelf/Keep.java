package dev.redkit.shelf;

import dev.redkit.failure.UsageError;
import dev.redkit.shelf.Shelf.Backup;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which backups are kept: {@code 7d,4w,12m} is the last one of each of the last seven days, four weeks and twelve months
 * that have one, by UTC. The newest complete backup of each target is always kept, whatever the rule says, and so are incomplete ones
 * that nothing complete has followed.
 */
public final class Keep {
    private static final Pattern RULE = Pattern.compile("(\\d{1,6})([hdwmy]?)");

    private final Map<Span, Integer> rules;

    /** What one backup is kept of. */
    private enum Span {
        /** Just the last ones. */
        ANY(""),
        HOUR("h"),
        DAY("d"),
        WEEK("w"),
        MONTH("m"),
        YEAR("y");

        private final String letter;

        Span(String letter) {
            this.letter = letter;
        }

        static Span of(String letter) {
            for (Span span : values()) {
                if (span.letter.equals(letter)) {
                    return span;
                }
            }
            throw new IllegalArgumentException(letter);
        }

        /** The same for all moments of one span. */
        String of(Instant moment) {
            LocalDateTime time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
            LocalDate day = time.toLocalDate();
            return switch (this) {
                case ANY -> moment.toString();
                case HOUR -> time.truncatedTo(ChronoUnit.HOURS).toString();
                case DAY -> day.toString();
                case WEEK -> day.get(IsoFields.WEEK_BASED_YEAR) + "W" + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
                case MONTH -> day.getYear() + "-" + day.getMonthValue();
                case YEAR -> Integer.toString(day.getYear());
            };
        }
    }

    private Keep(Map<Span, Integer> rules) {
        this.rules = rules;
    }

    /** Reads {@code 7d,4w,12m}: a number and h, d, w, m or y for hours to years; a bare number: the last ones. */
    public static Keep parse(String text) {
        Map<Span, Integer> rules = new LinkedHashMap<>();
        for (String rule : text.split(",", -1)) {
            Matcher matcher = RULE.matcher(rule.strip());
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
                throw new UsageError(
                        "'" + rule + "' does not say what to keep",
                        "write 7d,4w,12m: the last backup of each of 7 days, 4 weeks and 12 months");
            }
            rules.merge(Span.of(matcher.group(2)), Integer.valueOf(matcher.group(1)), Math::max);
        }
        return new Keep(rules);
    }

    /** Those that may go, the oldest first. */
    public List<Backup> superfluous(List<Backup> backups) {
        Map<String, List<Backup>> byTarget = new TreeMap<>();
        for (Backup backup : backups) {
            byTarget.computeIfAbsent(backup.manifest().target(), target -> new ArrayList<>())
                    .add(backup);
        }
        Set<Backup> kept = new HashSet<>();
        byTarget.values().forEach(ofTarget -> keep(ofTarget, kept));
        return backups.stream().filter(backup -> !kept.contains(backup)).toList();
    }

    private void keep(List<Backup> oldestFirst, Set<Backup> kept) {
        List<Backup> newestFirst = new ArrayList<>(oldestFirst);
        Collections.reverse(newestFirst);
        for (Backup backup : newestFirst) {
            kept.add(backup);
            if (backup.complete()) {
                break;
            }
        }
        newestFirst.removeIf(backup -> !backup.complete());
        rules.forEach((span, count) -> {
            Set<String> seen = new HashSet<>();
            for (Backup backup : newestFirst) {
                if (seen.size() < count && seen.add(span.of(backup.manifest().started()))) {
                    kept.add(backup);
                }
            }
        });
    }
}
