package dev.redkit.format.mtx;

import dev.redkit.failure.BadInput;
import java.util.List;
import java.util.Locale;

/**
 * The first line of a file: {@code %%MatrixMarket matrix coordinate|array FIELD SYMMETRY}, in letters of any size.
 *
 * @see <a href="https://math.nist.gov/MatrixMarket/formats.html">the format</a>
 */
record MatrixMarketHeader(boolean sparse, Field field, Symmetry symmetry) {
    static final String MAGIC = "%%MatrixMarket";

    /** What the elements are; {@link #PATTERN} ones have no value, only a place. */
    enum Field {
        REAL("real", 1),
        DOUBLE("double", 1),
        INTEGER("integer", 1),
        UNSIGNED("unsigned-integer", 1),
        COMPLEX("complex", 2),
        PATTERN("pattern", 0);

        private final String word;
        private final int numbers;

        Field(String word, int numbers) {
            this.word = word;
            this.numbers = numbers;
        }

        /** How many numbers an element has. */
        int numbers() {
            return numbers;
        }
    }

    /** What the elements that are not there are, seen from those that are there. */
    enum Symmetry {
        GENERAL("general"),
        SYMMETRIC("symmetric"),
        SKEW("skew-symmetric"),
        HERMITIAN("hermitian");

        private final String word;

        Symmetry(String word) {
            this.word = word;
        }
    }

    static MatrixMarketHeader read(String file, String line) {
        String[] words = line.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        if (words.length != 5 || !words[0].equals(MAGIC.toLowerCase(Locale.ROOT))) {
            throw new BadInput(file + " does not begin as a file of Matrix Market: " + shown(line));
        }
        if (!words[1].equals("matrix") || !List.of("coordinate", "array").contains(words[2])) {
            throw unknown(file, words[1] + " " + words[2]);
        }
        Field field = null;
        for (Field each : Field.values()) {
            field = each.word.equals(words[3]) ? each : field;
        }
        Symmetry symmetry = null;
        for (Symmetry each : Symmetry.values()) {
            symmetry = each.word.equals(words[4]) ? each : symmetry;
        }
        boolean sparse = words[2].equals("coordinate");
        if (field == null || symmetry == null || (field == Field.PATTERN && !sparse)) {
            throw unknown(file, words[3] + " " + words[4]);
        }
        return new MatrixMarketHeader(sparse, field, symmetry);
    }

    private static BadInput unknown(String file, String words) {
        return new BadInput("Matrix Market has no '" + shown(words) + "', which " + file + " says it is");
    }

    private static String shown(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 80 ? printable : printable.substring(0, 80) + "…";
    }
}
