package dev.redkit.convert;

import dev.redkit.entry.Kind;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Flavour;
import java.io.IOException;

/** How a value gets into a file of some version. */
enum RdbFit {
    /** As it is stored. */
    SAME,
    /** Taken apart and written anew, in the forms of that version. */
    ANEW,
    /** Not at all. */
    NOT;

    private static final String VECTOR_SET = "vectorset";

    /** Of the value that the reader stands at. */
    static RdbFit of(RdbReader reader, WriteVersion version, boolean withVectors) throws IOException {
        RdbType type = reader.type();
        Flavour flavour = version.isValkey() ? Flavour.VALKEY : Flavour.REDIS;
        boolean owned = type.only().isEmpty() || type.only().get() == flavour;
        boolean known = owned && type.since() <= version.number();
        if (type == RdbType.MODULE_2 && VECTOR_SET.equals(reader.module().orElse(""))) {
            return withVectors ? SAME : NOT;
        }
        if (known && !type.leansOnFile()) {
            return SAME;
        }
        return type.kind() == Kind.MODULE ? NOT : ANEW;
    }

    /** Why a value cannot get there. */
    static String reason(RdbReader reader, String target) throws IOException {
        RdbType type = reader.type();
        String what = type == RdbType.MODULE_2
                ? "values of the module type '" + reader.module().orElse("?") + "'"
                : "values of the type " + type.encoding();
        return what + ", which " + target + " does not know";
    }
}
