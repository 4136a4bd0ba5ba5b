/** What servers, sentinels and the machine say of themselves, asked once; the reason where they do not say it. */
package dev.redkit.doctor.facts;
