/**
 * Models kept in Redis: {@link dev.redkit.model.ModelStore}. A model is a small hash that says which version is current,
 * and versions that never change: a manifest, an index from each tensor to the keys of its bytes, and the bytes in strings
 * of a few megabytes. A version is written under an expiry and becomes visible in one transaction, so that readers see all
 * of it or nothing, and what dies half-way disappears. {@link dev.redkit.model.HashModels} and
 * {@link dev.redkit.model.VectorSetModels} are plainer layouts for small models and embeddings.
 */
package dev.redkit.model;
