package io.slackwater.standalone.text;

import java.util.List;

/** Names some of many. */
public final class Some {

    private Some() {}

    /**
     * Returns the names, and how many others there are.
     *
     * @param all how many there are with those that are named
     */
    public static String of(List<String> named, long all) {
        long others = all - named.size();
        return String.join(", ", named) + (others > 0 ? " and " + Count.of(others, "other") : "");
    }
}
