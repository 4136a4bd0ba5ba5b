package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "set:city:{city}={id}!city:{city}!{MEMBER={id}}!",
                "set:city:{city}:{id}!city:{city}!{MEMBER={id}}!",
                "set:city:{city|default:x}:u{id}!city:{city|default:x}!{MEMBER=u{id}}!",
                "list:log={level} {text}!log!{MEMBER={level} {text}}!",
                "zset:rank:{game}={points} {first} {last}!rank:{game}!{MEMBER={first} {last}, SCORE={points}}!",
                "zset:rank:{game}:points player!rank:{game}!{MEMBER=player, SCORE=points}!",
                "geo:places={lon} {lat} name!places!{MEMBER=name, LON={lon}, LAT={lat}}!",
                "bitmap:seen={id}!seen!{OFFSET={id}}!",
                "hll:visitors={ip}!visitors!{ELEMENT={ip}}!",
                "hash:name:{id}=first, last!name:{id}!{}!first,last",
                "hash:name:{id}!name:{id}!{}!",
                "stream:events:{type}!events:{type}!{}!",
                "string:n:{id}={a=b}!n:{id}!{VALUE={a=b}}!",
                "counter:hits:{page}!hits:{page}!{}!",
                "counter:hits:{page}={n}!hits:{page}!{AMOUNT={n}}!",
                "counter:hits={page} 2!hits!{FIELD={page}, AMOUNT=2}!",
                "pubsub:news:{topic}={text}!news:{topic}!{MESSAGE={text}}!",
                "json:doc:{id}=payload!doc:{id}!{VALUE=payload}!",
            })
    void readsAStructureItsKeyAndItsParts(String words, String key, String parts, String fields) {
        Layout layout = Layout.parse(words);
        assertThat(layout.structure().word()).isEqualTo(words.substring(0, words.indexOf(':')));
        assertThat(layout.key()).isEqualTo(key);
        assertThat(layout.parts().toString()).isEqualTo(parts);
        assertThat(String.join(",", layout.fields())).isEqualTo(fields == null ? "" : fields);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "set!--also 'set' does not say which key",
                "set:={id}!--also 'set:={id}' does not say which key",
                "set:{id}!--also 'set:{id}' does not say what goes into the set",
                "sett:a={id}!there is no structure 'sett'",
            })
    void saysWhatIsMissing(String words, String message) {
        assertThatThrownBy(() -> Layout.parse(words))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void isWrittenDownInTheSameWayByEveryJvm() {
        assertThat(Layout.parse("geo:g={x} {y} {n}"))
                .hasToString("Layout[structure=GEO, key=g, parts={MEMBER={n}, LON={x}, LAT={y}}, fields=[]]");
    }

    @Test
    void isTheSameHoweverItWasSaid() {
        assertThat(Layout.of(Structure.ZSET, "k").with(Part.SCORE, "1").with(Part.MEMBER, "m"))
                .isEqualTo(Layout.parse("zset:k=1 m"));
    }
}
