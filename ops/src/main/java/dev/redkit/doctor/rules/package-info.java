/** What the doctor knows: a list of rules for each part of a server. A new rule is an entry in one of them. */
package dev.redkit.doctor.rules;
