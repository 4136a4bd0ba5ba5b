/** ONNX: the initializers of a graph, read from protobuf's wire format without a schema compiler. */
package dev.redkit.format.onnx;
