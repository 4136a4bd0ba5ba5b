package dev.redkit.format.torch;

import dev.redkit.pickle.Global;
import dev.redkit.tensor.DType;
import java.util.Optional;

/** What PyTorch calls its dtypes. */
final class TorchTypes {
    private TorchTypes() {}

    /** The elements of a storage class like {@code torch.FloatStorage}; none for one without a type. */
    static Optional<DType> ofStorage(Global type) {
        return Optional.ofNullable(
                switch (type.name()) {
                    case "HalfStorage" -> DType.F16;
                    case "BFloat16Storage" -> DType.BF16;
                    case "FloatStorage" -> DType.F32;
                    case "DoubleStorage" -> DType.F64;
                    case "ByteStorage", "QUInt8Storage" -> DType.U8;
                    case "CharStorage", "QInt8Storage" -> DType.I8;
                    case "ShortStorage" -> DType.I16;
                    case "IntStorage", "QInt32Storage" -> DType.I32;
                    case "LongStorage" -> DType.I64;
                    case "BoolStorage" -> DType.BOOL;
                    case "ComplexFloatStorage" -> DType.C64;
                    case "ComplexDoubleStorage" -> DType.C128;
                    default -> null;
                });
    }

    /** A dtype like {@code torch.float16}. */
    static Optional<DType> ofDtype(Global dtype) {
        return Optional.ofNullable(
                switch (dtype.name()) {
                    case "float16", "half" -> DType.F16;
                    case "bfloat16" -> DType.BF16;
                    case "float32", "float" -> DType.F32;
                    case "float64", "double" -> DType.F64;
                    case "uint8", "quint8" -> DType.U8;
                    case "int8", "qint8" -> DType.I8;
                    case "int16", "short" -> DType.I16;
                    case "int32", "int", "qint32" -> DType.I32;
                    case "int64", "long" -> DType.I64;
                    case "uint16" -> DType.U16;
                    case "uint32" -> DType.U32;
                    case "uint64" -> DType.U64;
                    case "bool" -> DType.BOOL;
                    case "complex64" -> DType.C64;
                    case "complex128" -> DType.C128;
                    case "float8_e4m3fn" -> DType.F8_E4M3;
                    case "float8_e5m2" -> DType.F8_E5M2;
                    default -> null;
                });
    }

    /** The class of a storage of such elements, as {@code torch.save} names it; none for what has none of its own. */
    static Optional<String> storage(DType dtype) {
        return Optional.ofNullable(
                switch (dtype) {
                    case F16 -> "HalfStorage";
                    case BF16 -> "BFloat16Storage";
                    case F32 -> "FloatStorage";
                    case F64 -> "DoubleStorage";
                    case U8 -> "ByteStorage";
                    case I8 -> "CharStorage";
                    case I16 -> "ShortStorage";
                    case I32 -> "IntStorage";
                    case I64 -> "LongStorage";
                    case BOOL -> "BoolStorage";
                    case C64 -> "ComplexFloatStorage";
                    case C128 -> "ComplexDoubleStorage";
                    case U16, U32, U64, F8_E4M3, F8_E5M2, STRING -> null;
                });
    }
}
