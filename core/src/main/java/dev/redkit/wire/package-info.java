/**
 * RESP2 and RESP3 on JDK channels: the data plane. Commands go out through a {@link dev.redkit.wire.CommandBuffer},
 * replies come back as typed {@link dev.redkit.wire.Reply replies} ({@link dev.redkit.wire.ReplyReader}) or are only
 * counted and checked ({@link dev.redkit.wire.ReplyScanner}). Nothing else in the house parses RESP.
 */
package dev.redkit.wire;
