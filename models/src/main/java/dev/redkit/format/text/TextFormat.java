package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.region.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Plain text: numbers with spaces between them, a row on each line, as {@code numpy.savetxt} writes; or what Python's
 * {@code repr} makes of a dictionary.
 */
public final class TextFormat implements ModelFormat {
    private static final int MOST_LITERAL = 256 << 20;

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<String> suffixes() {
        return List.of("txt");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.fileName().endsWith(".txt") || isLiteral(file);
    }

    private static boolean isLiteral(Glimpse file) {
        String head = new String(file.head(), StandardCharsets.UTF_8).stripLeading();
        return head.startsWith("{'") || head.startsWith("{u'") || head.startsWith("OrderedDict(");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        String stem = TextFiles.stem(file);
        try (Region region = Region.of(file)) {
            if (isLiteral(Glimpse.of(file))) {
                if (region.length() > MOST_LITERAL) {
                    throw new BadInput(file + " is larger than a literal may be");
                }
                byte[] bytes = region.bytes(0, (int) region.length(), "the text");
                Parameters parameters = new Parameters(stem);
                PythonLiteral.parse(file.toString(), new String(bytes, StandardCharsets.UTF_8), parameters);
                return new OpenedTensors(name(), parameters.tensors(), parameters.metadata(), List.of());
            }
            return new OpenedTensors(name(), List.of(rows(file, region).tensor(stem)), Map.of(), List.of());
        }
    }

    private static ArrayOfText rows(Path file, Region region) throws IOException {
        ArrayOfText array = new ArrayOfText();
        array.begin();
        BufferedReader lines = new BufferedReader(new InputStreamReader(region.open(), StandardCharsets.UTF_8));
        int number = 0;
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                row(line, array);
            }
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage() + ", in line " + number + " of " + file, null, e);
        }
        array.end();
        return array;
    }

    private static void row(String line, ArrayOfText array) {
        StringTokenizer words = new StringTokenizer(line);
        if (!words.hasMoreTokens() || line.startsWith("#")) {
            return;
        }
        boolean several = words.countTokens() > 1;
        if (several) {
            array.begin();
        }
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            if (!NumberText.isNumber(word)) {
                throw new IllegalArgumentException("'" + word + "' is no number");
            }
            NumberText.add(word, array);
        }
        if (several) {
            array.end();
        }
    }
}
