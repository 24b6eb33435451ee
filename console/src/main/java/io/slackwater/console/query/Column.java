package io.slackwater.console.query;

import java.util.Optional;

/**
 * A column of a list.
 *
 * @param isOptional whether a row may have no value in it. A list that is sorted by such a column is served by no index
 * @param filterQuery where a row has several names in it, a query of the ids of those that have one; {@code %s} stands for the name
 */
public record Column(ColumnType type, boolean isOptional, Optional<String> filterQuery) {

    static Column of(ColumnType type) {
        return new Column(type, false, Optional.empty());
    }

    static Column optional(ColumnType type) {
        return new Column(type, true, Optional.empty());
    }

    static Column filteredBy(String filterQuery) {
        return new Column(ColumnType.NAMES, false, Optional.of(filterQuery));
    }
}
