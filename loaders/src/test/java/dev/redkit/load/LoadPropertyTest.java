package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random records with random faults: a naive account of them, and of what they leave, agrees with the load's. */
@RedisServer
final class LoadPropertyTest {
    private static final List<Structure> STRUCTURES =
            List.of(Structure.SET, Structure.LIST, Structure.HASH, Structure.STRING, Structure.ZSET);

    private final TestServer server;
    private final StringBuilder text = new StringBuilder("k,f,v\n");
    private final Map<String, List<String>> expected = new TreeMap<>();
    private final Set<String> taken = new HashSet<>();
    private long rejected;

    LoadPropertyTest(TestServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void accountAndContentAgreeWithANaiveOracle(long seed) {
        server.ask("FLUSHALL");
        Random random = new Random(seed);
        Structure structure = STRUCTURES.get((int) (seed % STRUCTURES.size()));
        Mode mode = seed % 2 == 0 ? Mode.REPLACE : Mode.UPSERT;
        for (int key = 0; key < 3; key++) {
            // In the way of the records, unless these replace what is there.
            server.ask("XADD", "k:" + key, "1-1", "a", "b");
            if (mode == Mode.UPSERT && structure != Structure.STRING) {
                taken.add("k:" + key);
            }
        }
        int records = 500 + random.nextInt(1500);
        for (int i = 0; i < records; i++) {
            record(structure, random, i);
        }
        Loading loading =
                Loading.of(spec(structure)).input("a.csv", text.toString()).mode(mode);
        Account.Figures account = loading.into(server.target());
        assertThat(account).isEqualTo(new Account.Figures(records, records - rejected, 0, rejected, 0));
        assertThat(account.balanced()).isTrue();
        assertThat(loading.rejections).hasSize((int) rejected);
        expected.forEach(
                (key, value) -> assertThat(content(structure, key)).as(key).isEqualTo(value));
        taken.forEach(key -> assertThat(server.ask("TYPE", key).text()).isEqualTo("stream"));
    }

    private static MappingSpec.Builder spec(Structure structure) {
        MappingSpec.Builder spec = MappingSpec.builder(structure, "k:{k}");
        return switch (structure) {
            case HASH -> spec.drop(List.of("k"));
            case ZSET -> spec.part(Part.MEMBER, "{f}").part(Part.SCORE, "v");
            default -> spec.part(Part.VALUE, "v");
        };
    }

    private void record(Structure structure, Random random, int number) {
        String key = "k:" + random.nextInt(20);
        String field = "f" + random.nextInt(9);
        String value = Integer.toString(random.nextInt(50));
        int luck = random.nextInt(40);
        text.append(key.substring(2)).append(',').append(field).append(',');
        if (luck == 0) {
            text.append(value).append(",too,many\n");
            rejected++;
        } else if (luck == 1 && structure == Structure.ZSET) {
            text.append("no number ").append(number).append('\n');
            rejected++;
        } else {
            text.append(value).append('\n');
            if (taken.contains(key)) {
                rejected++;
            } else {
                apply(structure, expected.computeIfAbsent(key, none -> new ArrayList<>()), field, value);
            }
        }
    }

    private static void apply(Structure structure, List<String> content, String field, String value) {
        switch (structure) {
            case LIST -> content.add(value);
            case SET -> {
                if (!content.contains(value)) {
                    content.add(value);
                    content.sort(null);
                }
            }
            case ZSET -> {
                content.removeIf(one -> one.startsWith(field + "="));
                content.add(field + "=" + value);
                content.sort(null);
            }
            case HASH -> {
                content.clear();
                content.addAll(List.of("f=" + field, "v=" + value));
            }
            default -> {
                content.clear();
                content.add(value);
            }
        }
    }

    private List<String> content(Structure structure, String key) {
        return switch (structure) {
            case LIST -> texts("LRANGE", key, "0", "-1");
            case SET -> texts("SMEMBERS", key).stream().sorted().toList();
            case ZSET -> pairs(texts("ZRANGE", key, "0", "-1", "WITHSCORES"));
            case HASH -> pairs(texts("HGETALL", key));
            default -> List.of(server.ask("GET", key).text());
        };
    }

    private List<String> texts(String... command) {
        // Pairs of members and scores are arrays of their own since RESP3.
        return server.ask(command).items().stream()
                .flatMap(item -> item instanceof Reply.Array pair ? pair.items().stream() : Stream.of(item))
                .map(Reply::text)
                .toList();
    }

    private static List<String> pairs(List<String> texts) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            pairs.add(texts.get(i) + "=" + texts.get(i + 1));
        }
        pairs.sort(null);
        return pairs;
    }
}
