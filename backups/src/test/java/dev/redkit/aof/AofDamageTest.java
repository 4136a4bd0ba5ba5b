package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.io.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that were cut off anywhere, and files in which any byte was changed. */
final class AofDamageTest {
    private static final String LOG = log();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("appendonly.aof");
    }

    private static String log() {
        StringBuilder log = new StringBuilder("#TS:100\r\n*2\r\n$6\r\nSELECT\r\n$1\r\n0\r\n");
        for (int i = 0; i < 12; i++) {
            log.append("*3\r\n$3\r\nSET\r\n$3\r\nk").append(i + 10).append("\r\n$1\r\nv\r\n");
        }
        log.append(
                "#TS:101\r\n*1\r\n$5\r\nMULTI\r\n*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n*2\r\n$4\r\nINCR\r\n$1\r\nn\r\n*1\r\n$4\r\nEXEC\r\n");
        for (int i = 12; i < 24; i++) {
            log.append("*3\r\n$3\r\nSET\r\n$3\r\nk").append(i + 10).append("\r\n$1\r\nv\r\n");
        }
        return log.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The commands of a copy, which must be readable. */
    private List<String> repaired(byte[] content) throws IOException {
        Files.write(file, content);
        AofRepair repair = AofRepair.of(file, new Progress());
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        repair.keep(
                (part, from, to) -> copy.write(content, (int) from, (int) Math.min(to, content.length) - (int) from));
        List<String> commands = new ArrayList<>();
        AofReader reader = AofReader.of(new ByteArrayInputStream(copy.toByteArray()), "a copy");
        while (reader.next()) {
            StringBuilder words = new StringBuilder();
            for (byte[] word : reader.command()) {
                words.append(new String(word, StandardCharsets.ISO_8859_1)).append(' ');
            }
            commands.add(words.toString().strip());
        }
        assertThat(repair.commands()).isEqualTo(commands.size());
        return commands;
    }

    @Test
    void whatIsWholeOfACutFileIsKeptWhereverItIsCut() throws IOException {
        List<String> all = repaired(bytes(LOG));
        for (int length = 1; length < LOG.length(); length++) {
            List<String> some = repaired(Arrays.copyOf(bytes(LOG), length));
            assertThat(all.subList(0, some.size())).as("cut at %d", length).isEqualTo(some);
            assertThat(some.contains("MULTI")).isEqualTo(some.contains("EXEC"));
        }
    }

    @Test
    void nothingIsMadeUpWhicheverByteIsChanged() throws IOException {
        Set<String> all = new TreeSet<>(repaired(bytes(LOG)));
        int total = repaired(bytes(LOG)).size();
        for (int i = 0; i < LOG.length(); i++) {
            byte[] hit = bytes(LOG);
            hit[i] ^= 0x10;
            List<String> some = repaired(hit);
            long unknown =
                    some.stream().filter(command -> !all.contains(command)).count();
            assertThat(unknown).as("changed at %d: %s", i, some).isLessThanOrEqualTo(1);
            // A command, or a transaction of four.
            assertThat(some.size()).as("changed at %d: %s", i, some).isGreaterThanOrEqualTo(total - 5);
        }
    }

    @Test
    void everyCutAndEveryChangedByteGivesAPlanOrAFailure() throws IOException {
        for (int i = 0; i < LOG.length(); i++) {
            byte[] hit = bytes(LOG);
            hit[i] ^= 0x10;
            plan(hit);
            plan(Arrays.copyOf(bytes(LOG), i));
        }
    }

    private void plan(byte[] content) throws IOException {
        Files.write(file, content);
        try {
            AofCut.of(file, CutRules.drop(CommandPattern.of("SET k1*"))).plan(new Progress());
            Timeline.of(
                    AofReader.open(file),
                    new Timeline.Plan(Timeline.By.AUTO, Long.MIN_VALUE, Long.MAX_VALUE, (byte) ':'),
                    new Progress());
        } catch (Failure e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void aTransactionOfWhichAPartIsGoneIsLeftOutWhole() throws IOException {
        byte[] hit = bytes(LOG.replaceFirst("INCR\r\n\\$1\r\nn", "INCR\r\n\\$9\r\nn"));
        assertThat(repaired(hit)).noneMatch(command -> command.contains("INCR") || command.contains("EXEC"));
        byte[] noMulti = bytes(LOG.replace("$5\r\nMULTI", "$7\r\nMULTI"));
        assertThat(repaired(noMulti)).noneMatch(command -> command.contains("INCR") || command.contains("EXEC"));
    }

    @Test
    void aLengthThatIsNotThereTakesNoMemory() throws IOException {
        for (String bomb : List.of("*2147483000\r\n$3\r\nSET\r\n", "*2\r\n$3\r\nGET\r\n$2147483000\r\nabc")) {
            Files.write(file, bytes(bomb));
            assertThatThrownBy(() -> AofCut.of(file, CutRules.drop(CommandPattern.of("SET")))
                            .plan(new Progress()))
                    .isInstanceOf(BadInput.class);
            assertThat(AofCheck.of(file, false, new Progress()).problem()).isPresent();
        }
    }

    @Test
    void aLostSelectIsSaid() throws IOException {
        Files.write(file, bytes(LOG.replace("$6\r\nSELECT\r\n$1\r\n0", "$6\r\nSELECT\r\n$1\r\nx")));
        assertThat(AofRepair.of(file, new Progress()).damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.select()).isTrue());
    }

    @Test
    void aBaseThatIsDamagedIsNotMended() throws IOException {
        byte[] base;
        try (InputStream in = AofDamageTest.class.getResourceAsStream("aof-redis7.0/appendonly.aof.2.base.rdb")) {
            base = in.readAllBytes();
        }
        Files.write(file, Arrays.copyOf(base, base.length - 20));
        assertThatThrownBy(() -> AofRepair.of(file, new Progress()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the RDB part of appendonly.aof is damaged");
    }
}
