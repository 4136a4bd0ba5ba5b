package dev.redkit.format.mxnet;

import dev.redkit.tensor.DType;
import java.util.List;
import java.util.Optional;

/** MXNet's numbers for dtypes: each is its place in the list. */
final class MxnetTypes {
    private static final List<DType> BY_NUMBER = List.of(
            DType.F32,
            DType.F64,
            DType.F16,
            DType.U8,
            DType.I32,
            DType.I8,
            DType.I64,
            DType.BOOL,
            DType.I16,
            DType.U16,
            DType.U32,
            DType.U64,
            DType.BF16);

    private MxnetTypes() {}

    static Optional<DType> of(int number) {
        return number < 0 || number >= BY_NUMBER.size() ? Optional.empty() : Optional.of(BY_NUMBER.get(number));
    }

    /** The number of a dtype; negative when MXNet does not have it. */
    static int of(DType dtype) {
        return BY_NUMBER.indexOf(dtype);
    }
}
