/**
 * Models that Spark ML has saved: a directory with what it is as JSON, and its numbers as Parquet. Spark is not needed to read
 * them. What each class becomes stands in {@link dev.redkit.format.spark.SparkModel}.
 */
package dev.redkit.format.spark;
