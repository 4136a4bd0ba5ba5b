/**
 * From records to Redis: which key a record belongs to, which structure lives there, and what the record adds to it. Pure
 * and serialisable: whatever runs it, on this machine or another, the same record gives the same changes.
 */
package dev.redkit.mapping;
