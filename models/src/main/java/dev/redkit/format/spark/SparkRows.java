package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/** Makes rows of what Spark writes: numbers, texts, groups and lists of them. Lists of numbers have no object for each. */
final class SparkRows extends RecordMaterializer<Struct> {
    private static final int MOST_TEXTS = 16_000_000;

    private final String where;
    private final GroupConverter root;
    private Struct current;

    SparkRows(String where, MessageType schema) {
        this.where = where;
        this.current = new Struct(where);
        this.root = new Group(schema, row -> current = (Struct) row);
    }

    @Override
    public Struct getCurrentRecord() {
        return current;
    }

    @Override
    public GroupConverter getRootConverter() {
        return root;
    }

    private Converter converter(Type type, Consumer<Object> to) {
        if (type.isRepetition(Type.Repetition.REPEATED)) {
            throw new BadInput(where + " has a column " + type.getName() + " of a kind that Spark ML does not write");
        }
        if (type.isPrimitive()) {
            return new Scalar(to);
        }
        GroupType group = type.asGroupType();
        return group.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
                ? list(group, to)
                : new Group(group, to);
    }

    /** A list is a group of a repeated group of one element. */
    private Converter list(GroupType list, Consumer<Object> to) {
        if (list.getFieldCount() != 1
                || list.getType(0).isPrimitive()
                || list.getType(0).asGroupType().getFieldCount() != 1) {
            throw new BadInput(where + " has a list " + list.getName() + " of a kind that Spark ML does not write");
        }
        Type element = list.getType(0).asGroupType().getType(0);
        return element.isPrimitive() && dtype(element.asPrimitiveType()) != null
                ? new NumberList(dtype(element.asPrimitiveType()), to)
                : new ObjectList(element, to);
    }

    private static DType dtype(PrimitiveType type) {
        PrimitiveTypeName name = type.getPrimitiveTypeName();
        return switch (name) {
            case BOOLEAN -> DType.BOOL;
            case INT32 -> DType.I32;
            case INT64 -> DType.I64;
            case FLOAT -> DType.F32;
            case DOUBLE -> DType.F64;
            default -> null;
        };
    }

    private final class Group extends GroupConverter {
        private final Converter[] members;
        private final Consumer<Object> to;
        private Struct made;

        Group(GroupType type, Consumer<Object> to) {
            this.to = to;
            this.made = new Struct(where);
            this.members = new Converter[type.getFieldCount()];
            for (int i = 0; i < members.length; i++) {
                String name = type.getFieldName(i);
                members[i] = converter(type.getType(i), value -> made.put(name, value));
            }
        }

        @Override
        public Converter getConverter(int index) {
            return members[index];
        }

        @Override
        public void start() {
            made = new Struct(where);
        }

        @Override
        public void end() {
            to.accept(made);
        }
    }

    private static final class Scalar extends PrimitiveConverter {
        private final Consumer<Object> to;

        Scalar(Consumer<Object> to) {
            this.to = to;
        }

        @Override
        public void addBinary(Binary value) {
            to.accept(value.toStringUsingUTF8());
        }

        @Override
        public void addBoolean(boolean value) {
            to.accept(value);
        }

        @Override
        public void addInt(int value) {
            to.accept(value);
        }

        @Override
        public void addLong(long value) {
            to.accept(value);
        }

        @Override
        public void addFloat(float value) {
            to.accept(value);
        }

        @Override
        public void addDouble(double value) {
            to.accept(value);
        }
    }

    /** The repeated group in a list, which must have its element each time: there are no gaps in vectors. */
    private GroupConverter element(Converter element, IntSupplier count) {
        return new GroupConverter() {
            private int before;

            @Override
            public Converter getConverter(int index) {
                return element;
            }

            @Override
            public void start() {
                before = count.getAsInt();
            }

            @Override
            public void end() {
                if (count.getAsInt() == before) {
                    throw new BadInput(where + " has a list with a gap");
                }
            }
        };
    }

    private final class NumberList extends GroupConverter {
        private final Consumer<Object> to;
        private final DType dtype;
        private final GroupConverter element;
        private Numbers numbers;

        NumberList(DType dtype, Consumer<Object> to) {
            this.dtype = dtype;
            this.to = to;
            this.numbers = new Numbers(dtype);
            this.element = element(
                    new PrimitiveConverter() {
                        @Override
                        public void addBoolean(boolean value) {
                            numbers.add(value);
                        }

                        @Override
                        public void addInt(int value) {
                            numbers.add(value);
                        }

                        @Override
                        public void addLong(long value) {
                            numbers.add(value);
                        }

                        @Override
                        public void addFloat(float value) {
                            numbers.add(value);
                        }

                        @Override
                        public void addDouble(double value) {
                            numbers.add(value);
                        }
                    },
                    () -> numbers.count());
        }

        @Override
        public Converter getConverter(int index) {
            return element;
        }

        @Override
        public void start() {
            numbers = new Numbers(dtype);
        }

        @Override
        public void end() {
            to.accept(numbers);
        }
    }

    private final class ObjectList extends GroupConverter {
        private final Consumer<Object> to;
        private final GroupConverter element;
        private List<Object> values = new ArrayList<>();

        ObjectList(Type type, Consumer<Object> to) {
            this.to = to;
            this.element = element(converter(type, this::add), () -> values.size());
        }

        private void add(Object value) {
            if (values.size() == MOST_TEXTS) {
                throw new BadInput(where + " has a list of more than " + MOST_TEXTS + " elements");
            }
            values.add(value);
        }

        @Override
        public Converter getConverter(int index) {
            return element;
        }

        @Override
        public void start() {
            values = new ArrayList<>();
        }

        @Override
        public void end() {
            to.accept(values);
        }
    }
}
