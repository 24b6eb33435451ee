package io.slackwater.console.query;

/**
 * A column of a list.
 *
 * @param isOptional whether a row may have no value in it. A list that is sorted by such a column is served by no index
 */
public record Column(ColumnType type, boolean isOptional) {

    static Column of(ColumnType type) {
        return new Column(type, false);
    }

    static Column optional(ColumnType type) {
        return new Column(type, true);
    }
}
