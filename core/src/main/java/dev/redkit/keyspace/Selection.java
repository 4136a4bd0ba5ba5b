package dev.redkit.keyspace;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which keys are wanted.
 *
 * @param patterns glob patterns in the manner of KEYS, of which a key has to match one; none: every key
 * @param types words of TYPE, of which a key's has to be one; none: every type
 * @param names a further condition on the name
 */
public record Selection(List<Glob> patterns, Set<String> types, Predicate<byte[]> names) {
    public static final Selection ALL = new Selection(List.of(), Set.of(), name -> true);

    public Selection {
        patterns = List.copyOf(patterns);
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    public static Selection of(List<String> patterns) {
        return new Selection(patterns.stream().map(Glob::of).toList(), Set.of(), name -> true);
    }

    /** The same keys, as far as they are of one of these types. */
    public Selection ofTypes(Set<String> words) {
        return new Selection(patterns, words, names);
    }

    /** The same keys, as far as their names are such. */
    public Selection where(Predicate<byte[]> condition) {
        return new Selection(patterns, types, names.and(condition));
    }

    /** Whether every pattern is a plain name, so that nothing has to be searched. */
    public boolean isListed() {
        return !patterns.isEmpty() && patterns.stream().allMatch(Glob::isLiteral);
    }

    /** Whether a name is wanted that SCAN gave for the only pattern, or for none. */
    public boolean wants(byte[] name) {
        if (patterns.size() > 1 && patterns.stream().noneMatch(pattern -> pattern.matches(name))) {
            return false;
        }
        return names.test(name);
    }

    public boolean wantsType(String type) {
        return types.isEmpty() || types.contains(type.toLowerCase(Locale.ROOT));
    }
}
