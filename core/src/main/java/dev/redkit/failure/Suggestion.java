package dev.redkit.failure;

/** "Did you mean": the known word that is closest to the one that was typed, if any is close. */
public final class Suggestion {
    private Suggestion() {}

    /** A hint for a message, or null when nothing is close. */
    public static String hint(String typed, Iterable<String> known) {
        String best = closest(typed, known);
        return best == null ? null : "did you mean '" + best + "'?";
    }

    /** The closest known word, or null. */
    public static String closest(String typed, Iterable<String> known) {
        String best = null;
        // A third of the word may be wrong: one letter of three, two of six.
        int limit = Math.max(1, typed.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(typed, word);
            if (distance < limit) {
                limit = distance;
                best = word;
            } else if (best == null && typed.length() >= 3 && word.startsWith(typed)) {
                best = word;
            }
        }
        return best;
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other. */
    static int distance(String a, String b) {
        int[] older = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    current[j] = Math.min(current[j], older[j - 2] + 1);
                }
            }
            int[] recycled = older;
            older = previous;
            previous = current;
            current = recycled;
        }
        return previous[b.length()];
    }
}
