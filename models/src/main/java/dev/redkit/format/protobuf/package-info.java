/** Protobuf's wire format without a schema compiler: read field by field from a file, and written. */
package dev.redkit.format.protobuf;
