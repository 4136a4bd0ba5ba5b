/**
 * Commands as programs and people write them down: RESP, or plain lines with redis-cli's quoting, mixed as a server
 * would take them. {@link dev.redkit.pipe.CommandStream} reads them strictly, so that one bad length never shifts what
 * comes after it.
 */
package dev.redkit.pipe;
