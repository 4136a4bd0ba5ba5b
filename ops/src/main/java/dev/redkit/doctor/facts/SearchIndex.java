package dev.redkit.doctor.facts;

import java.util.Map;

/** What FT.INFO says of an index, as far as it is scalar. */
public record SearchIndex(String name, Map<String, String> fields) {
    /** A number; 0 where there is none. */
    public double number(String field) {
        try {
            return Double.parseDouble(fields.getOrDefault(field, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
