/**
 * What goes by on a server, as it goes by: {@link dev.redkit.tail.TailSource}s (channels, streams, MONITOR) hand each
 * {@link dev.redkit.tail.Message} to a {@link dev.redkit.tail.Traffic}, together with the {@link dev.redkit.tail.Gap}s
 * in which something may have gone by unseen. Messages are views of a window of bytes, not objects of their own: a
 * million of them a second pass through without garbage. Nothing is lost silently: a source that loses its server says
 * so, says for how long, and comes back.
 */
package dev.redkit.tail;
