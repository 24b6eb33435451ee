package io.slackwater.console.query;

import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.runtime.rest.InvalidRequestException;
import io.slackwater.runtime.rest.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A list that somebody asks for.
 *
 * @param limit how many documents at most, 0 to 1,000
 */
record ListRequest(
        Collection collection,
        List<Filter> filters,
        boolean includesEnded,
        Sort sort,
        Optional<Cursor> cursor,
        int limit) {

    private static final String AFTER = ".after";
    private static final String BEFORE = ".before";

    /**
     * Reads the parameters of a request.
     *
     * @param parameters names and values as they were sent
     * @throws InvalidRequestException if a parameter is unknown, or its value is not one; the message names it
     */
    static ListRequest read(Collection collection, Map<String, List<String>> parameters) {
        Sort sort = one(parameters, "sort").map(text -> sort(collection, text)).orElse(collection.defaultSort());
        List<Filter> filters = new ArrayList<>();
        boolean includesEnded = false;
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (collection.endedFilter().filter(name::equals).isPresent()) {
                includesEnded = isTrue(name, parameter.getValue());
            } else if (!List.of("sort", "limit", "cursor").contains(name)) {
                filters.add(filter(collection, name, parameter.getValue()));
            }
        }
        return new ListRequest(
                collection,
                List.copyOf(filters),
                includesEnded,
                sort,
                one(parameters, "cursor").map(text -> Cursor.read(text, sort)),
                Limit.read(one(parameters, "limit").orElse(null)));
    }

    /** The same list, filtered by one value of one filter alone, with what is over. */
    ListRequest onlyBy(Filter filter, String value) {
        Filter only = new Filter(filter.column(), filter.comparison(), List.of(value));
        return new ListRequest(collection, List.of(only), true, sort, Optional.empty(), 1);
    }

    private static Optional<String> one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new InvalidRequestException(name, "There are " + values.size() + " parameters " + name, "Send one");
        }
        return values.stream().findFirst();
    }

    private static boolean isTrue(String name, List<String> values) {
        if (values.size() == 1 && ColumnType.BOOLEAN.accepts(values.get(0))) {
            return Boolean.parseBoolean(values.get(0));
        }
        throw new InvalidRequestException(
                name, "The parameter " + name + " is not true or false", "Write " + name + "=true");
    }

    private static Sort sort(Collection collection, String text) {
        boolean isDescending = text.startsWith("-");
        String column = isDescending ? text.substring(1) : text;
        Column known = collection.columns().get(column);
        if (known == null || !known.type().isSortable()) {
            List<String> sortable = new TreeSet<>(collection.columns().keySet())
                    .stream()
                            .filter(name ->
                                    collection.columns().get(name).type().isSortable())
                            .toList();
            throw new InvalidRequestException(
                    "sort",
                    "The list of " + collection.name() + " cannot be sorted by " + column,
                    "Sort by one of " + sortable + ", after a minus for the reverse order");
        }
        return new Sort(column, isDescending);
    }

    private static Filter filter(Collection collection, String name, List<String> values) {
        Filter.Comparison comparison = comparison(name);
        String column =
                switch (comparison) {
                    case EQUAL -> name.equals("label") ? "labels" : name;
                    case AFTER -> name.substring(0, name.length() - AFTER.length());
                    case BEFORE -> name.substring(0, name.length() - BEFORE.length());
                };
        Column known = collection.columns().get(column);
        if (known == null || (comparison != Filter.Comparison.EQUAL && known.type() != ColumnType.TIME)) {
            throw unknown(collection, name);
        }
        ColumnType type = known.type();
        for (String value : values) {
            if (value.isEmpty() || value.indexOf('\0') >= 0 || !type.accepts(value)) {
                throw new InvalidRequestException(
                        name,
                        "The parameter " + name + " has a value that is not " + type.example(),
                        "Write " + type.example());
            }
            requireKnown(known, name, value);
        }
        return new Filter(column, comparison, List.copyOf(values));
    }

    /** A value that there is not is a slip, and an empty list would say that nothing has it. */
    private static void requireKnown(Column column, String name, String value) {
        boolean isBeginning = value.endsWith("*");
        String text = isBeginning ? value.substring(0, value.length() - 1) : value;
        boolean isKnown = column.values().isEmpty()
                || column.values().stream()
                        .anyMatch(known -> isBeginning ? known.startsWith(text) : known.equals(text));
        if (!isKnown) {
            throw new InvalidRequestException(
                    name,
                    "The parameter " + name + " is never " + value + "."
                            + NameSuggestions.sentence(value, column.values()),
                    "Its values are " + column.values());
        }
    }

    private static Filter.Comparison comparison(String name) {
        if (name.endsWith(AFTER)) {
            return Filter.Comparison.AFTER;
        }
        return name.endsWith(BEFORE) ? Filter.Comparison.BEFORE : Filter.Comparison.EQUAL;
    }

    private static InvalidRequestException unknown(Collection collection, String name) {
        List<String> names = new ArrayList<>(new TreeSet<>(collection.columns().keySet()));
        names.replaceAll(column -> column.equals("labels") ? "label" : column);
        collection.endedFilter().ifPresent(names::add);
        return new InvalidRequestException(
                name,
                "The list of " + collection.name() + " has no filter " + name + "."
                        + NameSuggestions.sentence(name, names),
                "The filters are " + names + "; times take .after and .before; besides, sort, limit and cursor");
    }
}
