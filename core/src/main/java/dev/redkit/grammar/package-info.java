/**
 * What commands a server knows and how they are typed: its own description of them ({@code COMMAND DOCS}), or a table
 * that comes along for servers that have none. From it follow completion, hints, colours, help, warnings before what is
 * dangerous, and which words are secrets. All pure: nothing here knows a terminal.
 */
package dev.redkit.grammar;
