/**
 * What stands behind a target: {@link dev.redkit.redis.Redis}. One server, the master that sentinels name, or a cluster
 * of slots; who owns which key ({@link dev.redkit.redis.Topology}, {@link dev.redkit.redis.Slots},
 * {@link dev.redkit.redis.KeySpecs}); what the servers can do ({@link dev.redkit.redis.Capabilities}). Clusters and
 * sentinels are asked through Lettuce, the control plane; of it nothing is loaded for a single server. Data goes over
 * the wires that are opened here.
 */
package dev.redkit.redis;
