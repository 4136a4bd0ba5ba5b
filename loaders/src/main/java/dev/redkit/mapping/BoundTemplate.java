package dev.redkit.mapping;

import dev.redkit.mapping.Template.Part;
import dev.redkit.mapping.Template.Source;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A template whose columns are found. Constants and plain columns cost a copy of their bytes, and no object. */
final class BoundTemplate implements Piece {
    private static final Filter[] NO_FILTERS = {};

    private record Hole(Source source, byte[] constant, ColumnRef column, Filter[] filters) {}

    private final Hole[] holes;
    private final byte[] stead;
    private final Slice slice = new Slice();
    private ColumnRef missing;

    /**
     * Finds the columns of a template.
     *
     * @param stead what stands for a null, or null if a null makes all of it null
     */
    BoundTemplate(Template template, String what, Binding binding, String stead) {
        List<Part> parts = template.parts();
        holes = new Hole[parts.size()];
        this.stead = stead == null ? null : stead.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < holes.length; i++) {
            holes[i] = hole(parts.get(i), what, binding);
        }
    }

    private static Hole hole(Part part, String what, Binding binding) {
        Filter[] filters = part.filters().toArray(NO_FILTERS);
        return switch (part.source()) {
            case CONSTANT -> new Hole(Source.CONSTANT, part.constant(), null, filters);
            case FILE -> {
                Slice file = new Slice();
                file.set(binding.origin().file());
                for (Filter filter : filters) {
                    filter.apply(file);
                }
                yield new Hole(Source.CONSTANT, file.copy(), null, NO_FILTERS);
            }
            case COLUMN -> new Hole(Source.COLUMN, null, binding.column(what, part.text()), filters);
            case ROW, LINE -> new Hole(part.source(), null, null, filters);
        };
    }

    @Override
    public void render(Row row, Bytes arena, Slice out) {
        if (holes.length == 1 && direct(holes[0], row, out)) {
            return;
        }
        int start = arena.length();
        for (Hole hole : holes) {
            if (!add(hole, row, arena)) {
                out.setNull();
                return;
            }
        }
        out.set(arena.array(), start, arena.length() - start);
    }

    /** A constant or a column alone needs no copy. */
    private boolean direct(Hole hole, Row row, Slice out) {
        if (hole.source == Source.CONSTANT) {
            out.set(hole.constant);
            return true;
        }
        if (hole.source != Source.COLUMN || hole.filters.length > 0) {
            return false;
        }
        hole.column.read(row, out);
        if (out.isNull()) {
            missing = hole.column;
            if (stead != null) {
                out.set(stead);
            }
        }
        return true;
    }

    private boolean add(Hole hole, Row row, Bytes arena) {
        if (hole.source == Source.CONSTANT) {
            arena.add(hole.constant);
            return true;
        }
        if (hole.source == Source.COLUMN && hole.filters.length == 0 && hole.column.isPlain()) {
            int column = hole.column.index();
            if (!row.isNull(column)) {
                arena.add(row.array(column), row.offset(column), row.length(column));
                return true;
            }
        }
        if (hole.source != Source.COLUMN && hole.filters.length == 0) {
            arena.addNumber(hole.source == Source.ROW ? row.number() : row.line());
            return true;
        }
        return addSlowly(hole, row, arena);
    }

    private boolean addSlowly(Hole hole, Row row, Bytes arena) {
        if (hole.source == Source.COLUMN) {
            hole.column.read(row, slice);
        } else {
            slice.set(Long.toString(hole.source == Source.ROW ? row.number() : row.line()));
        }
        for (Filter filter : hole.filters) {
            filter.apply(slice);
        }
        if (slice.isNull()) {
            missing = hole.column;
            if (stead == null) {
                return false;
            }
            slice.set(stead);
        }
        arena.add(slice.array, slice.offset, slice.length);
        return true;
    }

    @Override
    public FieldType type(Row row) {
        boolean column = holes.length == 1 && holes[0].source == Source.COLUMN && holes[0].filters.length == 0;
        return column ? holes[0].column.type(row) : FieldType.TEXT;
    }

    @Override
    public String whyNull(Row row) {
        return missing == null ? "it is null" : missing.whyNull(row);
    }
}
