package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.grouping.OnDuplicate;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class RouteTest {
    @ParameterizedTest
    @CsvSource({
        // structure, mode, lane wanted, on duplicate, way
        "HASH,   UPSERT,  AUTO,     ANY,   COMMANDS",
        "HASH,   APPEND,  AUTO,     ANY,   COMMANDS",
        "HASH,   REPLACE, AUTO,     ANY,   RESTORE",
        "HASH,   REPLACE, RESTORE,  ANY,   RESTORE",
        "HASH,   REPLACE, COMMANDS, ANY,   COMMANDS",
        "HASH,   INSERT,  AUTO,     ANY,   RESTORE",
        "HASH,   REPLACE, AUTO,     LAST,  GROUPED_RESTORE",
        "HASH,   INSERT,  RESTORE,  FAIL,  GROUPED_RESTORE",
        "STRING, REPLACE, AUTO,     ANY,   RESTORE",
        "STRING, INSERT,  AUTO,     LAST,  GROUPED_RESTORE",
        "SET,    UPSERT,  COMMANDS, ANY,   COMMANDS",
        "SET,    REPLACE, AUTO,     ANY,   GROUPED_RESTORE",
        "LIST,   INSERT,  AUTO,     ANY,   GROUPED_RESTORE",
        "JSON,   REPLACE, AUTO,     ANY,   COMMANDS",
        "JSON,   UPSERT,  AUTO,     ANY,   COMMANDS",
        "PUBSUB, REPLACE, COMMANDS, ANY,   COMMANDS",
        "PUBSUB, UPSERT,  AUTO,     ANY,   COMMANDS"
    })
    void goesThatWay(Structure structure, Mode mode, LaneChoice lane, OnDuplicate onDuplicate, Route way) {
        assertThat(route(structure, mode, lane, onDuplicate)).isEqualTo(way);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HASH   | UPSERT  | RESTORE  | ANY  | --lane restore writes whole keys",
                "LIST   | APPEND  | RESTORE  | ANY  | --lane restore writes whole keys",
                "STRING | UPSERT  | AUTO     | LAST | --on-duplicate looks for keys that come twice",
                "SET    | REPLACE | COMMANDS | ANY  | not possible for --lane commands",
                "HASH   | INSERT  | COMMANDS | ANY  | not possible for --lane commands",
                "JSON   | INSERT  | AUTO     | ANY  | not possible for json",
                "JSON   | REPLACE | AUTO     | LAST | not possible for json",
                "PUBSUB | INSERT  | AUTO     | ANY  | not possible for pubsub",
            })
    void refuses(Structure structure, Mode mode, LaneChoice lane, OnDuplicate onDuplicate, String why) {
        assertThatThrownBy(() -> route(structure, mode, lane, onDuplicate))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(why);
    }

    /** One answer or one refusal for everything that can be asked for. */
    @ParameterizedTest
    @EnumSource
    void nothingIsLeftOpen(Structure structure) {
        for (Mode mode : Mode.values()) {
            for (LaneChoice lane : LaneChoice.values()) {
                for (OnDuplicate onDuplicate : OnDuplicate.values()) {
                    try {
                        assertThat(route(structure, mode, lane, onDuplicate)).isNotNull();
                    } catch (UsageError e) {
                        assertThat(e.getMessage()).contains("--");
                    }
                }
            }
        }
    }

    private static Route route(Structure structure, Mode mode, LaneChoice lane, OnDuplicate onDuplicate) {
        Layout layout = Layout.of(structure, "k:{id}");
        Layout whole = switch (structure) {
            case LIST, SET, HLL -> layout.with(Part.VALUE, "v");
            case ZSET -> layout.with(Part.SCORE, "v").with(Part.MEMBER, "v");
            case GEO -> layout.with(Part.LON, "v").with(Part.LAT, "v").with(Part.MEMBER, "v");
            case BITMAP -> layout.with(Part.OFFSET, "v");
            default -> layout;
        };
        return Route.of(
                Loading.of(MappingSpec.builder(whole))
                        .input("x.csv", "id,v\n")
                        .mode(mode)
                        .onDuplicate(onDuplicate)
                        .plan(),
                lane);
    }
}
