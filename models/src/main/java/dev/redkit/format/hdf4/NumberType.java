package dev.redkit.format.hdf4;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;

/** What the numbers of a data set are. */
record NumberType(DType dtype, boolean bigEndian) {
    private static final int BIG = 1;
    private static final int LITTLE = 4;

    /** Its description: version, type, bits, and the machine that writes numbers so. */
    static NumberType of(Hdf4File file, Fields fields) {
        fields.u8();
        int type = fields.u8();
        fields.u8();
        int machine = fields.u8();
        DType dtype = dtype(file, type);
        if (dtype.bytes() > 1 && machine != BIG && machine != LITTLE) {
            throw new BadInput(
                    "numbers in " + file.name() + " are those of the machine " + machine + ", which are not read");
        }
        return new NumberType(dtype, machine != LITTLE);
    }

    /** The dtype of a code, as attributes have it. */
    static DType dtype(Hdf4File file, int type) {
        return switch (type) {
            case 3, 4, 21 -> DType.U8;
            case 5 -> DType.F32;
            case 6 -> DType.F64;
            case 20 -> DType.I8;
            case 22 -> DType.I16;
            case 23 -> DType.U16;
            case 24 -> DType.I32;
            case 25 -> DType.U32;
            case 26 -> DType.I64;
            case 27 -> DType.U64;
            default -> throw new BadInput("numbers in " + file.name() + " are of the unknown type " + type);
        };
    }
}
