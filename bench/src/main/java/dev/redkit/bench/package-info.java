/** The room for workloads and their measurement. Its first furniture comes with the bench commands. */
package dev.redkit.bench;
