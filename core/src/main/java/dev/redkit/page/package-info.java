/**
 * Reports as one HTML page that needs no network: {@link dev.redkit.page.Page} puts text, figures, charts and tables one
 * below the other, and the style, the script and the chart library into the file itself. Whoever has a report to show says
 * what is on it; how it looks, on paper white or at night, on a wall or on a phone, is decided here once.
 */
package dev.redkit.page;
