package io.slackwater.console.query;

/** The column that orders a list, and in which direction. */
public record Sort(String column, boolean isDescending) {

    static Sort ascending(String column) {
        return new Sort(column, false);
    }

    static Sort descending(String column) {
        return new Sort(column, true);
    }

    /** Returns the sort as callers write it: the column, after a minus where the order is descending. */
    String text() {
        return (isDescending ? "-" : "") + column;
    }
}
