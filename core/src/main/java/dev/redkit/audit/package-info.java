/** Who did what that cannot be undone, in a file that only grows: {@link dev.redkit.audit.Audit}. */
package dev.redkit.audit;
