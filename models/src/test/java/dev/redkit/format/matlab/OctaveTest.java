package dev.redkit.format.matlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.sparse.SparseKind;
import dev.redkit.format.sparse.SparseMatrix;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Octave loads what is written, and what Octave saves is read: both compared number by number. */
@NeedsTool("octave-cli")
class OctaveTest {
    @TempDir
    Path folder;

    private String octave(String script, Path... files) throws IOException {
        // A file that begins with a function would be that function.
        Path program = Files.writeString(folder.resolve("program.m"), "1;\n" + script);
        List<String> words = new ArrayList<>(List.of("octave-cli", "--quiet", "--norc", program.toString()));
        for (Path file : files) {
            words.add(file.toAbsolutePath().toString());
        }
        Program.Result result = Program.of(words.toArray(String[]::new)).run();
        assertThat(result.exit()).as(result.toString()).isZero();
        return result.out();
    }

    private static void write(List<Tensor> tensors, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName("mat").write(new ModelContent(tensors, Map.of()), out, WriteOptions.DEFAULT);
        }
    }

    /** The numbers 0, 1, 2, … in C order; truth values take turns, a complex number is two of them. */
    private static Tensor counting(String name, DType dtype, Shape shape) {
        ByteBuffer bytes =
                ByteBuffer.allocate((int) shape.elements() * dtype.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; bytes.hasRemaining(); i++) {
            switch (dtype) {
                case BOOL -> bytes.put((byte) (i % 2));
                case I8, U8 -> bytes.put((byte) i);
                case I16, U16 -> bytes.putShort((short) i);
                case I32, U32 -> bytes.putInt(i);
                case I64, U64 -> bytes.putLong(i);
                case F32, C64 -> bytes.putFloat(i);
                case F64, C128 -> bytes.putDouble(i);
                default -> throw new IllegalArgumentException(dtype.toString());
            }
        }
        return Tensor.of(name, dtype, shape, bytes.array());
    }

    @ParameterizedTest
    @CsvSource({
        "F64, double",
        "F32, single",
        "I8, int8",
        "U8, uint8",
        "I16, int16",
        "U16, uint16",
        "I32, int32",
        "U32, uint32",
        "I64, int64",
        "U64, uint64",
        "BOOL, logical",
        "C128, double",
        "C64, single",
    })
    void octaveLoadsArraysOfAllRanks(DType dtype, String octaveClass) throws IOException {
        Path file = folder.resolve("m.mat");
        write(
                List.of(
                        counting("one", dtype, Shape.of()),
                        counting("row", dtype, Shape.of(5)),
                        counting("matrix", dtype, Shape.of(3, 7)),
                        counting("cube", dtype, Shape.of(2, 3, 4)),
                        counting("four", dtype, Shape.of(2, 1, 3, 2)),
                        counting("none", dtype, Shape.of(0, 3))),
                file);
        String told = octave("""
                m = load(argv(){1});
                function check(x, size_, kind, complex_)
                  n = prod(size_);
                  c = 0:n - 1;
                  if complex_
                    c = complex(2 * c, 2 * c + 1);
                  elseif strcmp(kind, "logical")
                    c = mod(c, 2);
                  end
                  c = permute(reshape(c, fliplr(size_)), numel(size_):-1:1);
                  assert(class(x), kind);
                  assert(size(x), size_);
                  assert(n == 0 || iscomplex(x) == complex_);
                  assert(isequal(double(x), c));
                end
                """ + "complex_ = " + dtype.isComplex() + "; kind = '" + octaveClass + "';\n" + """
                check(m.one, [1 1], kind, complex_);
                check(m.row, [1 5], kind, complex_);
                check(m.matrix, [3 7], kind, complex_);
                check(m.cube, [2 3 4], kind, complex_);
                check(m.four, [2 1 3 2], kind, complex_);
                check(m.none, [0 3], kind, complex_);
                assert(numfields(m), 6);
                puts("compared");
                """, file);
        assertThat(told).isEqualTo("compared");
    }

    /** Truth values become doubles there; those that Octave saves, it does not read itself. */
    @ParameterizedTest
    @ValueSource(strings = {"F64", "F32", "I32", "BOOL", "C128", "C64"})
    void octaveLoadsSparseMatrices(DType dtype) throws IOException {
        Path file = folder.resolve("s.mat");
        SparseMatrix matrix = SparseMatrix.of(
                "s",
                SparseKind.CSC,
                new long[] {4, 3},
                counting("data", dtype, Shape.of(4)),
                Tensor.of("indices", DType.U8, Shape.of(4), new byte[] {1, 3, 0, 2}),
                Tensor.of("indptr", DType.U8, Shape.of(4), new byte[] {0, 2, 2, 4}));
        write(matrix.tensors(), file);
        String values = dtype.isComplex() ? "[0+1i 2+3i 4+5i 6+7i]" : dtype == DType.BOOL ? "[0 1 0 1]" : "0:3";
        String told = octave(
                "m = load(argv(){1});\n"
                        + "assert(issparse(m.s));\n"
                        + "assert(class(m.s), 'double');\n"
                        + "assert(isequal(full(m.s), full(sparse([2 4 1 3], [1 1 3 3], " + values + ", 4, 3))));\n"
                        + "puts('compared');\n",
                file);
        assertThat(told).isEqualTo("compared");
    }

    @Test
    void octaveLoadsTexts() throws IOException {
        Path file = folder.resolve("t.mat");
        write(
                List.of(
                        Tensor.ofStrings("word", Shape.of(), List.of("word")),
                        Tensor.ofStrings("labels", Shape.of(3), List.of("cat", "", "dog"))),
                file);
        String told = octave(
                "m = load(argv(){1});\n"
                        + "assert(m.word, 'word');\n"
                        + "assert(cellfun(@(t) [t '.'], m.labels, 'UniformOutput', false), {'cat.', '.', 'dog.'});\n"
                        + "puts('compared');\n",
                file);
        assertThat(told).isEqualTo("compared");
    }

    /** Says of a number of arrays name, dtype, shape and digest, as {@link Fixtures} does. */
    private static final String TELL = """
        function tell(name, x)
          words = struct("double", "F64", "single", "F32", "logical", "BOOL", "int8", "I8", "uint8", "U8", ...
                         "int16", "I16", "uint16", "U16", "int32", "I32", "uint32", "U32", "int64", "I64", "uint64", "U64");
          word = words.(class(x));
          y = permute(x, ndims(x):-1:1)(:);
          if iscomplex(x)
            y = [real(y) imag(y)].'(:);
            word = ifelse(isa(x, "single"), "C64", "C128");
          end
          if islogical(y)
            y = uint8(y);
          end
          shape = strjoin(arrayfun(@num2str, size(x), "UniformOutput", false), ",");
          printf("%s %s [%s] %s\\n", name, word, shape, hash("sha256", char(typecast(y, "uint8")(:).')));
        end
        function y = ifelse(c, a, b)
          if c, y = a; else, y = b; end
        end
        """;

    private Map<String, String> told(String out) {
        Map<String, String> told = new TreeMap<>();
        out.lines()
                .forEach(line -> told.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v4", "-v6", "-v7"})
    void readsWhatOctaveSaves(String version) throws IOException {
        Path file = folder.resolve("o.mat");
        String more = version.equals("-v4") ? "" : """
            m.cube = reshape(0:23, 2, 3, 4) / 7;
            m.single_ = single(pi) * single([1 2; 3 4]);
            m.i8 = int8([-128 0; 1 127]);
            m.u8 = uint8([0 255 7]);
            m.i16 = int16([-32768; 32767]);
            m.u16 = uint16([0 65535]);
            m.i32 = intmin("int32") + int32([0 1 2; 3 4 5]);
            m.u32 = intmax("uint32");
            m.i64 = intmin("int64") + int64([0 1 2; 3 4 5]);
            m.u64 = intmax("uint64") - uint64([0 1; 2 3]);
            m.truth = [true false; false false; true true];
            m.zsingle = single([1+2i; 3-4i]);
            """;
        String script = TELL + """
            m.large = reshape(sin(1:60000), 200, 300);
            m.matrix = [1.5 -2 3; 4 5 1e300];
            m.one = pi;
            m.z = [1+2i 3-4i 0; 0 0 1i];
            m.whole = [1 2; 3 4];
            """ + more + """
            for [x, name] = m
              tell(name, x);
            end
            """ + "save('" + version + "', argv(){1}, '-struct', 'm');\n";
        Map<String, String> told = told(octave(script, file));
        assertThat(told).hasSizeGreaterThanOrEqualTo(5);
        assertThat(Fixtures.found(file)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v6", "-v7"})
    void octaveLoadsTheSameFromWhatIsWrittenAgain(String version) throws IOException {
        Path file = folder.resolve("o.mat");
        Path again = folder.resolve("again.mat");
        octave("""
                m.s = sparse([1 3 3], [1 1 4], [1.5 -2 7], 3, 4);
                m.sz = sparse([1 2], [2 2], [1i 2], 2, 2);
                m.empty = sparse(5, 7);
                m.text = "a text";
                m.dense = reshape(1:24, 2, 3, 4);
                """ + "save('" + version + "', argv(){1}, '-struct', 'm');\n", file);
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            write(opened.tensors(), again);
        }
        String told = octave("""
                a = load(argv(){1}); b = load(argv(){2});
                for [x, name] = a
                  y = b.(name);
                  assert(class(x), class(y));
                  assert(issparse(x) == issparse(y));
                  assert(isequal(x, y));
                end
                printf("%d compared", numfields(b));
                """, file, again);
        assertThat(told).isEqualTo("5 compared");
    }
}
