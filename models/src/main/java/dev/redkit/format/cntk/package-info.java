/** CNTK's models, version 2: a dictionary as a protobuf message, whose numbers are read, and can be replaced. */
package dev.redkit.format.cntk;
