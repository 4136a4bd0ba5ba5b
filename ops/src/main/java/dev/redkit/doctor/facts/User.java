package dev.redkit.doctor.facts;

import java.util.Arrays;
import java.util.List;

/** A line of ACL LIST, without its passwords. */
public record User(String name, boolean on, boolean noPassword, boolean everything) {
    static User parse(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        return new User(
                words.size() > 1 ? words.get(1) : "?",
                words.contains("on"),
                words.contains("nopass"),
                words.contains("+@all") && words.contains("~*"));
    }
}
