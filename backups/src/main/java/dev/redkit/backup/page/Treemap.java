package dev.redkit.backup.page;

import dev.redkit.backup.Inspection;
import dev.redkit.backup.Prefix;
import dev.redkit.page.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prefixes as tiles within tiles, as large as what they take; a tile opens when it is clicked. */
final class Treemap {
    /** Smaller ones would be no tiles but lines; what they take stays in the tile around them. */
    private static final int MOST_CHILDREN = 60;

    private Treemap() {}

    static Chart of(Inspection inspection, double scale) {
        boolean memory = inspection.options().memory() != null;
        String separator = Character.toString(inspection.options().separator());
        List<Object> tiles = tiles(inspection.prefixes(), separator, memory, scale);
        return new Chart(
                memory ? "Prefixes by what they take in memory" : "Prefixes by what they take in the file",
                440,
                Map.of("redkit", Map.of("tip", "tile"), "tooltip", Map.of(), "series", List.of(series(tiles))));
    }

    private static Map<String, Object> series(List<Object> tiles) {
        Map<String, Object> series = new LinkedHashMap<>();
        series.put("type", "treemap");
        series.put("name", "all keys");
        series.put("roam", false);
        series.put("leafDepth", 2);
        series.put("top", 8);
        series.put("bottom", 34);
        series.put("left", 0);
        series.put("right", 0);
        series.put("upperLabel", Map.of("show", true, "height", 22));
        series.put("itemStyle", Map.of("gapWidth", 1, "borderWidth", 1));
        series.put("data", tiles);
        return series;
    }

    private static List<Object> tiles(Prefix above, String separator, boolean memory, double scale) {
        List<Object> tiles = new ArrayList<>();
        for (Prefix child : above.children()) {
            if (tiles.size() == MOST_CHILDREN) {
                break;
            }
            Map<String, Object> tile = new LinkedHashMap<>();
            tile.put("name", InspectionPage.text(child.name()) + separator);
            tile.put(
                    "value",
                    Math.round((memory ? child.tally().memory() : child.tally().bytes()) * scale));
            List<Object> inside = tiles(child, separator, memory, scale);
            if (!inside.isEmpty()) {
                tile.put("children", inside);
            }
            tiles.add(tile);
        }
        return tiles;
    }
}
