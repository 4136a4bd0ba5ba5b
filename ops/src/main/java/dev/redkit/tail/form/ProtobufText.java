package dev.redkit.tail.form;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.tail.Slice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JsonGenerator;

/**
 * Protobuf messages of one type as JSON, by a descriptor set as {@code protoc --include_imports --descriptor_set_out}
 * writes it. Fields have the names of the .proto file; bytes are {@code {"$base64": …}}.
 */
final class ProtobufText implements Decoder.Step {
    private final Descriptor type;

    /** {@code where} is {@code FILE#package.Message}. */
    ProtobufText(String where) {
        int hash = where.lastIndexOf('#');
        if (hash <= 0) {
            throw new UsageError(
                    "--decode protobuf:" + where + ": which message?", "protobuf:descriptors.pb#package.Message");
        }
        String file = where.substring(0, hash);
        Map<String, Descriptor> types = types(Path.of(file));
        type = types.get(where.substring(hash + 1));
        if (type == null) {
            throw new UsageError(
                    file + " has no message '" + where.substring(hash + 1) + "'",
                    "it has "
                            + String.join(
                                    ", ",
                                    types.keySet().stream().sorted().limit(10).toList()));
        }
    }

    private static Map<String, Descriptor> types(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            FileDescriptorSet set = FileDescriptorSet.parseFrom(in);
            Map<String, FileDescriptor> built = new HashMap<>();
            Map<String, Descriptor> types = new HashMap<>();
            // protoc writes what is imported before what imports it.
            for (FileDescriptorProto one : set.getFileList()) {
                FileDescriptor[] imported = one.getDependencyList().stream()
                        .map(built::get)
                        .filter(Objects::nonNull)
                        .toArray(FileDescriptor[]::new);
                FileDescriptor whole = FileDescriptor.buildFrom(one, imported, true);
                built.put(one.getName(), whole);
                collect(whole.getMessageTypes(), types);
            }
            return types;
        } catch (IOException | DescriptorValidationException e) {
            throw new BadInput(
                    file + " is not a descriptor set: " + e.getMessage(),
                    "protoc --include_imports --descriptor_set_out=FILE makes one",
                    e);
        }
    }

    private static void collect(List<Descriptor> found, Map<String, Descriptor> types) {
        for (Descriptor one : found) {
            types.put(one.getFullName(), one);
            collect(one.getNestedTypes(), types);
        }
    }

    @Override
    public void decode(Slice payload, Out out) throws IOException {
        ByteString bytes = ByteString.copyFrom(payload.bytes(), payload.offset(), payload.length());
        DynamicMessage message = DynamicMessage.parseFrom(type, bytes, ExtensionRegistry.getEmptyRegistry());
        JsonText json = new JsonText(out);
        object(message, json);
        json.generator().flush();
    }

    private static void object(Message message, JsonText json) {
        JsonGenerator to = json.generator();
        to.writeStartObject();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            to.writeName(field.getKey().getName());
            if (field.getKey().isMapField()) {
                map((List<?>) field.getValue(), json);
            } else if (field.getKey().isRepeated()) {
                to.writeStartArray();
                ((List<?>) field.getValue()).forEach(one -> value(one, json));
                to.writeEndArray();
            } else {
                value(field.getValue(), json);
            }
        }
        to.writeEndObject();
    }

    private static void map(List<?> entries, JsonText json) {
        json.generator().writeStartObject();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            Descriptor its = pair.getDescriptorForType();
            json.generator().writeName(String.valueOf(pair.getField(its.findFieldByNumber(1))));
            value(pair.getField(its.findFieldByNumber(2)), json);
        }
        json.generator().writeEndObject();
    }

    private static void value(Object value, JsonText json) {
        JsonGenerator to = json.generator();
        if (value instanceof Message message) {
            object(message, json);
        } else if (value instanceof EnumValueDescriptor one) {
            to.writeString(one.getName());
        } else if (value instanceof ByteString bytes) {
            Slice slice = new Slice();
            slice.set(bytes.toByteArray());
            json.value(slice);
        } else if (value instanceof Boolean bool) {
            to.writeBoolean(bool);
        } else if (value instanceof Double || value instanceof Float) {
            to.writeNumber(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            to.writeNumber(number.longValue());
        } else {
            to.writeString(String.valueOf(value));
        }
    }
}
