package dev.redkit.mapping;

import java.util.Locale;

/** What, beside its key, a structure is made of; each is an option of {@code load}. */
public enum Part {
    MEMBER,
    SCORE,
    VALUE,
    LON,
    LAT,
    ID,
    PATH,
    OFFSET,
    BIT,
    FIELD,
    AMOUNT,
    ELEMENT,
    MESSAGE;

    public String option() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }
}
