/**
 * When it is sent: as fast as answers come (closed loop), or at moments that are fixed beforehand and that no stall moves
 * (open loop). Intended times are global to a run; each thread walks its share of them.
 */
package dev.redkit.bench.schedule;
