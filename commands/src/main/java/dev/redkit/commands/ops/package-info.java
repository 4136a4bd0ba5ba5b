/** Servers, looked at and set: how they are ({@code doctor}, {@code top}), how they stand to each other, what they are told. */
package dev.redkit.commands.ops;
