/**
 * What an operator asks of servers one by one and wants to see together: the slow log, clients, memory, settings,
 * functions, users. {@link dev.redkit.admin.EveryNode} asks all of them at once, and tells who did not answer.
 */
package dev.redkit.admin;
