package dev.redkit.page;

import java.util.Map;

/**
 * A picture of numbers: what ECharts calls an option, as maps, lists and numbers. What a number is (a time, a size) is
 * said by a word where a function would have to stand, {@code "@duration"}, {@code "@bytes"}, {@code "@count"},
 * {@code "@nines"}; the script of the page puts the function there.
 *
 * @param caption what is to be seen, in a sentence
 * @param height in pixels; the width is the page's
 */
public record Chart(String caption, int height, Map<String, Object> option) {
    public Chart {
        option = Map.copyOf(option);
    }
}
