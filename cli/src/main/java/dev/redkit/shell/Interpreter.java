package dev.redkit.shell;

import dev.redkit.commands.Catalog;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words.Word;
import dev.redkit.shell.line.Sentence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Understands a line and does what it says: a command of Redis, one of redkit ({@code redkit info}, {@code load …}), or
 * one of the shell itself ({@code \timing}). Where a word is both, it is Redis's.
 */
public final class Interpreter {
    private static final int MOST_REPEATS = 1_000_000;

    private final Stage stage;
    private final Settings settings;
    private final RedisCommands redis;
    private final RedkitCommands redkit;
    private final Metas metas;
    private final Breaker breaker;

    Interpreter(
            Stage stage, Settings settings, RedisCommands redis, RedkitCommands redkit, Metas metas, Breaker breaker) {
        this.breaker = breaker;
        this.stage = stage;
        this.settings = settings;
        this.redis = redis;
        this.redkit = redkit;
        this.metas = metas;
    }

    /** Does what the line says; what goes wrong is a failure. */
    public void run(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        if (text.startsWith("\\") || metas.isBare(text)) {
            metas.run(text, this);
            return;
        }
        int space = text.indexOf(' ');
        if (space > 0 && isCount(text.substring(0, space))) {
            int times = Integer.parseInt(text.substring(0, space));
            if (times > MOST_REPEATS) {
                throw new UsageError("not more than " + MOST_REPEATS + " times");
            }
            for (int i = 0; i < times; i++) {
                once(text.substring(space + 1).strip());
                breaker.check();
            }
            return;
        }
        once(text);
    }

    /** Does what these words say, as they are. */
    void run(List<byte[]> words) {
        String first = new String(words.get(0), StandardCharsets.UTF_8);
        Sentence plain = Sentence.plain();
        if (isRedkit(first)) {
            List<String> texts = texts(words);
            redkit.run(first.equals("redkit") ? texts.subList(1, texts.size()) : texts, plain);
        } else {
            redis.run(words, plain);
        }
    }

    private static boolean isCount(String word) {
        return word.length() <= 7 && word.chars().allMatch(one -> one >= '0' && one <= '9');
    }

    private void once(String text) {
        Sentence sentence = Sentence.of(text);
        if (sentence.words().isEmpty()) {
            return;
        }
        String first = sentence.words().get(0).text();
        if (isRedkit(first)) {
            List<String> words = texts(arguments(sentence));
            redkit.run(first.equals("redkit") ? words.subList(1, words.size()) : words, sentence);
            return;
        }
        redis.run(arguments(sentence), sentence);
    }

    /** Whether a line that begins with this word is redkit's: it says so, or the word is no command of Redis. */
    boolean isRedkit(String first) {
        return first.equals("redkit")
                || (Catalog.summary(first) != null && !redis.knows(first.toLowerCase(Locale.ROOT)));
    }

    private static List<String> texts(List<byte[]> words) {
        List<String> texts = new ArrayList<>();
        for (byte[] one : words) {
            texts.add(new String(one, StandardCharsets.UTF_8));
        }
        return texts;
    }

    /** The words, with what variables stand for, and with the file that the last one is read from. */
    private List<byte[]> arguments(Sentence sentence) {
        List<byte[]> arguments = new ArrayList<>(sentence.words().size() + 1);
        for (Word word : sentence.words()) {
            List<byte[]> value = word.quoted() ? null : settings.value(word.text());
            if (value == null) {
                arguments.add(word.bytes());
            } else {
                arguments.addAll(value);
            }
        }
        if (arguments.isEmpty()) {
            throw new UsageError("there is no command in this line: the variable stands for nothing");
        }
        if (sentence.from() != null) {
            Path file = stage.path(sentence.from());
            try {
                arguments.add(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
            }
        }
        return arguments;
    }
}
