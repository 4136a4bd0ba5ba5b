/**
 * What a key would take in the memory of a server: worked out from the sizes of a value's parts, with the structures and
 * the allocator of that server. The measure is the server's own, MEMORY USAGE, as it is right after loading a file.
 */
package dev.redkit.memory;
