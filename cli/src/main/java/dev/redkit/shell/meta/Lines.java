package dev.redkit.shell.meta;

import dev.redkit.shell.Desk;
import java.util.List;
import java.util.Locale;

/** The lines of the past. */
final class Lines {
    private static final int USUAL = 30;

    private final Desk desk;

    Lines(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(List.of("history"), "[N|WORD]", "the last N lines, or those with WORD in them", this::run);
    }

    private void run(String rest) {
        List<String> all = desk.history();
        boolean number = !rest.isEmpty() && rest.length() < 7 && rest.chars().allMatch(Character::isDigit);
        String word = number ? "" : rest.toLowerCase(Locale.ROOT);
        int most = number ? Integer.parseInt(rest) : rest.isEmpty() ? USUAL : Integer.MAX_VALUE;
        StringBuilder text = new StringBuilder();
        for (int i = Math.max(0, word.isEmpty() ? all.size() - most : 0); i < all.size(); i++) {
            if (all.get(i).toLowerCase(Locale.ROOT).contains(word)) {
                text.append(String.format(Locale.ROOT, "%5d  ", i + 1))
                        .append(all.get(i))
                        .append('\n');
            }
        }
        desk.print(text.toString());
    }
}
