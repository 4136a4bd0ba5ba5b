/**
 * Where Redis is, and who is asking: addresses, credentials, TLS. A {@link dev.redkit.target.Target} is the one place
 * where both planes (Lettuce and the wire) take these from; it prints without secrets.
 */
package dev.redkit.target;
