/** {@code model …}: model parameters, from files into Redis, from version to version, and out again. */
package dev.redkit.commands.model;
