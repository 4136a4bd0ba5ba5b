package dev.redkit.grouping;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.BitmapEncoder;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.GeoScore;
import dev.redkit.rdb.HashEncoder;
import dev.redkit.rdb.HyperLogLogEncoder;
import dev.redkit.rdb.ListEncoder;
import dev.redkit.rdb.SetEncoder;
import dev.redkit.rdb.StringEncoder;
import dev.redkit.rdb.ZsetEncoder;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Puts changes into the encoder of their structure. A change is checked before any of it counts. */
final class Assembly {
    private static final int SHOWN = 40;

    private final DumpPayload payload;
    private final ValueBuilder.Rules rules;
    private double[] scores = new double[8];

    Assembly(DumpPayload payload, ValueBuilder.Rules rules) {
        this.payload = payload;
        this.rules = rules;
    }

    /** Makes a change to the value that was started: says what is wrong with it, or null when it was done. */
    interface Step {
        String apply(Change change);
    }

    /** Starts a value. */
    Step start(Structure structure) {
        return switch (structure) {
            case STRING -> text(payload.string());
            case HASH -> fields(payload.hash());
            case LIST -> items(payload.list());
            case SET -> members(payload.set());
            case ZSET -> scored(payload.zset());
            case GEO -> placed(payload.zset());
            case BITMAP -> bits(payload.bitmap());
            case HLL -> elements(payload.hyperLogLog());
            case STREAM -> new Messages(payload.stream(), rules.now())::add;
            case COUNTER -> new Counters(payload)::add;
            case JSON -> change -> "a JSON document is a module's value, which only its server can build";
            case PUBSUB -> change -> "a message is not kept, so there is no value to build";
        };
    }

    private Step text(StringEncoder string) {
        return change -> {
            StringEncoder fresh = rules.appendText() ? string : payload.string();
            fresh.append(change.array(0), change.offset(0), change.length(0));
            return null;
        };
    }

    private Step fields(HashEncoder hash) {
        return change -> {
            boolean expires = change.fieldTtl() != Change.NO_EXPIRY;
            for (int i = 0; i + 1 < change.count(); i += 2) {
                hash.field(
                        change.array(i),
                        change.offset(i),
                        change.length(i),
                        change.array(i + 1),
                        change.offset(i + 1),
                        change.length(i + 1));
                if (expires) {
                    hash.expire(rules.now() + change.fieldTtl());
                }
            }
            return null;
        };
    }

    private static Step items(ListEncoder list) {
        return change -> {
            for (int i = 0; i < change.count(); i++) {
                list.item(change.array(i), change.offset(i), change.length(i));
            }
            return null;
        };
    }

    private static Step members(SetEncoder set) {
        return change -> {
            for (int i = 0; i < change.count(); i++) {
                set.member(change.array(i), change.offset(i), change.length(i));
            }
            return null;
        };
    }

    private static Step elements(HyperLogLogEncoder log) {
        return change -> {
            for (int i = 0; i < change.count(); i++) {
                log.element(change.array(i), change.offset(i), change.length(i));
            }
            return null;
        };
    }

    private Step scored(ZsetEncoder zset) {
        return change -> {
            room(change.count() / 2);
            for (int i = 0; i + 1 < change.count(); i += 2) {
                double score = NumberText.decimal(change.array(i), change.offset(i), change.length(i));
                if (Double.isNaN(score)) {
                    return "the score " + quoted(change, i) + " is not a number";
                }
                scores[i / 2] = score;
            }
            for (int i = 1; i < change.count(); i += 2) {
                zset.member(change.array(i), change.offset(i), change.length(i), scores[i / 2]);
            }
            return null;
        };
    }

    private void room(int count) {
        if (scores.length < count) {
            scores = new double[2 * count];
        }
    }

    private Step placed(ZsetEncoder zset) {
        return change -> {
            room(change.count() / 3);
            for (int i = 0; i + 2 < change.count(); i += 3) {
                OptionalDouble longitude = NumberText.finite(change.array(i), change.offset(i), change.length(i));
                OptionalDouble latitude =
                        NumberText.finite(change.array(i + 1), change.offset(i + 1), change.length(i + 1));
                if (longitude.isEmpty()
                        || latitude.isEmpty()
                        || !GeoScore.isOnMap(longitude.getAsDouble(), latitude.getAsDouble())) {
                    return "longitude " + quoted(change, i) + " and latitude " + quoted(change, i + 1)
                            + " are no place on the map (longitude to 180, latitude to 85.05112878)";
                }
                scores[i / 3] = GeoScore.of(longitude.getAsDouble(), latitude.getAsDouble());
            }
            for (int i = 2; i < change.count(); i += 3) {
                zset.member(change.array(i), change.offset(i), change.length(i), scores[i / 3]);
            }
            return null;
        };
    }

    private Step bits(BitmapEncoder bitmap) {
        return change -> {
            for (int i = 0; i + 1 < change.count(); i += 2) {
                String fault = faultOfBit(change, i);
                if (fault != null) {
                    return fault;
                }
            }
            for (int i = 0; i + 1 < change.count(); i += 2) {
                OptionalLong offset = NumberText.integer(change.array(i), change.offset(i), change.length(i));
                bitmap.bit(offset.getAsLong(), bit(change, i + 1) == 1);
            }
            return null;
        };
    }

    private String faultOfBit(Change change, int arg) {
        OptionalLong offset = NumberText.integer(change.array(arg), change.offset(arg), change.length(arg));
        if (offset.isEmpty() || offset.getAsLong() < 0 || offset.getAsLong() > BitmapEncoder.MOST) {
            return "the offset " + quoted(change, arg) + " is not a whole number from 0 to " + BitmapEncoder.MOST;
        }
        if (BitmapEncoder.bytesFor(offset.getAsLong()) > rules.mostBytes()) {
            return "the offset " + offset.getAsLong() + " makes a bitmap of more than the " + rules.mostBytes()
                    + " bytes that one value may take in memory";
        }
        return bit(change, arg + 1) < 0 ? "the bit " + quoted(change, arg + 1) + " is not 0 or 1" : null;
    }

    private static int bit(Change change, int arg) {
        int bit = change.length(arg) == 1 ? change.array(arg)[change.offset(arg)] - '0' : -1;
        return bit == 0 || bit == 1 ? bit : -1;
    }

    private static String quoted(Change change, int arg) {
        int shown = Math.min(change.length(arg), SHOWN);
        return '"' + NumberText.text(change.array(arg), change.offset(arg), shown) + '"';
    }
}
