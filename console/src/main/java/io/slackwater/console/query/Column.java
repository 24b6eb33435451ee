package io.slackwater.console.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A column of a list.
 *
 * @param isOptional whether a row may have no value in it. A list that is sorted by such a column is served by no index
 * @param filterQuery where a row has several names in it, a query of the ids of those that have one; {@code %s} stands for the name
 * @param values all values that there are; empty where any text is one
 * @param namesOf the collection whose ids are its values; empty where they are none
 */
public record Column(
        ColumnType type,
        boolean isOptional,
        Optional<String> filterQuery,
        List<String> values,
        Optional<String> namesOf) {

    static Column of(ColumnType type) {
        return new Column(type, false, Optional.empty(), List.of(), Optional.empty());
    }

    static Column optional(ColumnType type) {
        return new Column(type, true, Optional.empty(), List.of(), Optional.empty());
    }

    static Column filteredBy(String filterQuery) {
        return new Column(ColumnType.NAMES, false, Optional.of(filterQuery), List.of(), Optional.empty());
    }

    /** A column with the names of an enum, in capitals. */
    static Column oneOf(Enum<?>... values) {
        return oneOf(Arrays.stream(values).map(Enum::name).toList());
    }

    static Column oneOf(List<String> values) {
        return new Column(ColumnType.TEXT, false, Optional.empty(), values, Optional.empty());
    }

    /** The same column, where a row may have no value. */
    Column orNothing() {
        return new Column(type, true, filterQuery, values, namesOf);
    }

    /** The same column, whose values are the ids of a collection. */
    Column naming(String collection) {
        return new Column(type, isOptional, filterQuery, values, Optional.of(collection));
    }
}
