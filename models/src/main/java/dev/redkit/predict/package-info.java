/**
 * Predictions of small models, from their tensors: linear and logistic regression, k-means, trees and what is made of them.
 * The sums are made in Spark's order, so that a model of Spark ML predicts what it predicts there.
 */
package dev.redkit.predict;
