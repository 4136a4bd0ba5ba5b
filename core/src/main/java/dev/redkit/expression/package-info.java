/**
 * Expressions that users write: conditions and computed values, in CEL, the Common Expression Language. An expression only
 * computes: it sees the names that it is given, reaches no file and no network, and always ends. CEL is a heavy library;
 * nothing of it is loaded before the first expression is compiled.
 */
package dev.redkit.expression;
