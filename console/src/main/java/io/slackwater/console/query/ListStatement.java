package io.slackwater.console.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The SQL of a list. Each row has {@code document}, a JSON text, {@code sort_value} and {@code row_key}.
 *
 * @param parameters names in the SQL, and their values
 */
record ListStatement(String sql, Map<String, String> parameters) {

    /** A version has one name in each of many stores. The list, filtered by that name, shows all of them. */
    private static final int MOST_OF_ONE_NAME = 100;

    /** Returns the statement that reads one document more than asked for, to tell whether there are more. */
    static ListStatement of(ListRequest request) {
        Collection collection = request.collection();
        Map<String, String> parameters = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        request.filters().forEach(filter -> conditions.add(condition(collection, filter, parameters)));
        if (!request.includesEnded()) {
            collection.endedColumn().ifPresent(column -> conditions.add("NOT d." + Sql.name(column)));
        }
        String sortValue = sortValue(collection, request.sort());
        request.cursor().ifPresent(cursor -> {
            ColumnType type = column(collection, request.sort().column()).type();
            parameters.put("cursorValue", cursor.value());
            parameters.put("cursorKey", cursor.key());
            conditions.add("(" + sortValue + ", d." + Sql.name(collection.key()) + ")"
                    + (request.sort().isDescending() ? " < " : " > ")
                    + "(CAST(:cursorValue AS " + type.sqlType() + "), :cursorKey)");
        });
        String direction = request.sort().isDescending() ? " DESC" : "";
        return new ListStatement(
                select(collection, sortValue)
                        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions))
                        + " ORDER BY " + sortValue + direction + ", d." + Sql.name(collection.key()) + direction
                        + " LIMIT " + (request.limit() + 1),
                parameters);
    }

    /** Returns the statement that reads what an id or a name means. */
    static ListStatement named(Collection collection, String idOrName) {
        Optional<String> name = collection.nameColumn().map(column -> " OR d." + Sql.name(column) + " = :name");
        return new ListStatement(
                select(collection, "d." + Sql.name(collection.key())) + " WHERE (d.id = :name" + name.orElse("") + ")"
                        + " ORDER BY d." + Sql.name(collection.key()) + " LIMIT " + MOST_OF_ONE_NAME,
                Map.of("name", idOrName));
    }

    private static String select(Collection collection, String sortValue) {
        return "SELECT to_jsonb(d)::text AS document, CAST(" + sortValue + " AS text) AS sort_value, d."
                + Sql.name(collection.key()) + " AS row_key FROM " + collection.view() + " d";
    }

    /** A row without a value in the column is sorted as the lowest. */
    private static String sortValue(Collection collection, Sort sort) {
        Column column = column(collection, sort.column());
        String name = "d." + Sql.name(sort.column());
        return column.isOptional() ? "coalesce(" + name + ", " + column.type().lowest() + ")" : name;
    }

    private static Column column(Collection collection, String name) {
        return Optional.ofNullable(collection.columns().get(name))
                .orElseThrow(() -> new IllegalArgumentException(collection.name() + " has no column " + name));
    }

    private static String condition(Collection collection, Filter filter, Map<String, String> parameters) {
        Column known = column(collection, filter.column());
        ColumnType type = known.type();
        List<String> alternatives = new ArrayList<>();
        for (String value : filter.values()) {
            String parameter = "filter" + parameters.size();
            String column = "d." + Sql.name(filter.column());
            if (type == ColumnType.LABELS) {
                int separator = value.indexOf('=');
                parameters.put(parameter, value.substring(0, separator));
                parameters.put(parameter + "value", value.substring(separator + 1));
                alternatives.add(column + " ->> :" + parameter + " = :" + parameter + "value");
            } else if (known.filterQuery().isPresent()) {
                parameters.put(parameter, value);
                alternatives.add("d.id IN (" + known.filterQuery().get().formatted(":" + parameter) + ")");
            } else if (type == ColumnType.TEXT && value.endsWith("*")) {
                parameters.put(parameter, value.substring(0, value.length() - 1));
                alternatives.add("starts_with(" + column + ", :" + parameter + ")");
            } else {
                parameters.put(parameter, value);
                alternatives.add(column + operator(filter) + "CAST(:" + parameter + " AS " + type.sqlType() + ")");
            }
        }
        return "(" + String.join(" OR ", alternatives) + ")";
    }

    private static String operator(Filter filter) {
        return switch (filter.comparison()) {
            case EQUAL -> " = ";
            case AFTER -> " >= ";
            case BEFORE -> " < ";
        };
    }
}
