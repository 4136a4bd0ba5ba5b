/**
 * Lets a server show what is in a backup: any client can look into it then, and none can change it. A backup that the
 * server at hand cannot load is written anew for it, and what had to be left out is named.
 */
package dev.redkit.serve;
