package dev.redkit.load;

import dev.redkit.mapping.Layout;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.source.Dialect;
import dev.redkit.source.SourceOptions;

/** All that makes one load another than the next, as one text. */
final class PlanText {
    private final StringBuilder text = new StringBuilder();

    void add(Object... words) {
        for (Object word : words) {
            text.append(word).append('\n');
        }
    }

    void mapping(MappingSpec spec) {
        for (Layout layout : spec.layouts()) {
            add(layout.structure(), layout.key(), layout.parts(), layout.fields());
        }
        add(spec.drop(), spec.rename(), spec.types(), spec.split(), spec.where(), spec.set());
        add(spec.nulls().kind(), spec.nulls().text());
        add(spec.expiry().ttlMillis(), spec.expiry().atColumn(), spec.expiry().fieldTtlMillis());
    }

    void options(SourceOptions options) {
        SourceOptions.Delimited delimited = options.delimited();
        Dialect dialect = delimited.dialect();
        add(options.format(), options.encoding());
        add(dialect.delimiter(), dialect.quote(), dialect.escape(), dialect.comment(), dialect.trim());
        add(dialect.nullText(), delimited.header(), delimited.names(), delimited.ragged(), delimited.widths());
        SourceOptions.Nested nested = options.nested();
        add(nested.jsonPath(), nested.flatten(), nested.recordPath());
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
