import com.microsoft.CNTK.DeviceDescriptor;
import com.microsoft.CNTK.FloatVector;
import com.microsoft.CNTK.FloatVectorVector;
import com.microsoft.CNTK.Function;
import com.microsoft.CNTK.Value;
import com.microsoft.CNTK.Variable;
import dev.redkit.format.Tell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Loads a model with CNTK itself and tells what its parameters and constants are, shapes in C order: FILE. */
public class ReadCntk {
    public static void main(String[] args) throws Exception {
        DeviceDescriptor device = DeviceDescriptor.getCPUDevice();
        Function model = Function.load(args[0], device);
        for (Variable variable : model.getInputs()) {
            if (!variable.isParameter() && !variable.isConstant()) {
                continue;
            }
            FloatVectorVector sequences = new FloatVectorVector();
            new Value(variable.GetValue()).copyVariableValueToFloat(variable, sequences);
            FloatVector numbers = sequences.get(0);
            ByteBuffer bytes = ByteBuffer.allocate(4 * (int) numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < numbers.size(); i++) {
                bytes.putFloat(numbers.get(i));
            }
            long[] dimensions = variable.getShape().getDimensions();
            long[] shape = new long[dimensions.length];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = dimensions[shape.length - 1 - i];
            }
            String name = variable.getName().isEmpty() ? variable.getUid() : variable.getName();
            Tell.array(name, "F32", shape, bytes.array());
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
