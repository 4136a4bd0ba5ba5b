/**
 * What is wrong with servers, and what mends it. The facts are gathered once for each node ({@code facts}), the rules look
 * at nothing else ({@code rules}: a rule is one entry in one list), and what may not be read is told instead of guessed.
 */
package dev.redkit.doctor;
