package io.slackwater.console.query;

import io.slackwater.api.Page;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.runtime.rest.InvalidRequestException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Asks the read model. */
public final class Queries {

    /** What a question may take of the database; a list that is not served by an index ends by it. */
    private static final String TIMEOUT = "10s";

    /** Names are compared with those that have the same first characters. */
    private static final int BEGINNING = 2;

    private static final int MOST_NAMES = 5_000;

    private final Jdbi database;
    private final DocumentReader documents;
    private final int topics;

    /**
     * Queries of a database whose tables are there.
     *
     * @param topics how many topics the tables are folded from
     */
    public Queries(Jdbi database, DocumentReader documents, int topics) {
        this.database = database;
        this.documents = documents;
        this.topics = topics;
    }

    /**
     * Lists documents.
     *
     * @param parameters the filters, the sort, the limit and the cursor, as they were sent
     * @param type the type of the documents
     * @throws io.slackwater.runtime.rest.InvalidRequestException if a parameter is not as it should be
     */
    public <T> Page<T> list(Collection collection, Map<String, List<String>> parameters, Class<T> type) {
        ListRequest request = ListRequest.read(collection, parameters);
        ListStatement statement = ListStatement.of(request);
        return bounded(handle -> {
            List<Row> rows = rows(handle, statement);
            if (rows.isEmpty()) {
                requireKnownNames(handle, request);
            }
            boolean hasMore = rows.size() > request.limit();
            List<Row> shown = hasMore ? rows.subList(0, request.limit()) : rows;
            Optional<String> next = hasMore && !shown.isEmpty()
                    ? Optional.of(
                            shown.get(shown.size() - 1).cursor(request.sort()).text())
                    : Optional.empty();
            List<T> items = new ArrayList<>(shown.size());
            for (Row row : shown) {
                items.add(documents.read(row.document(), type));
            }
            return new Page<>(items, next.orElse(null), asOf(handle).orElse(null));
        });
    }

    /**
     * Returns the documents that an id or a name means: none, one, or several that share a name.
     *
     * @param type the type of the documents
     */
    public <T> List<T> find(Collection collection, String idOrName, Class<T> type) {
        ListStatement statement = ListStatement.named(collection, idOrName);
        return bounded(handle -> rows(handle, statement)).stream()
                .map(row -> documents.read(row.document(), type))
                .toList();
    }

    /** A name that nobody has is a slip, and an empty list would say that nothing is there. */
    private void requireKnownNames(Handle handle, ListRequest request) {
        for (Filter filter : request.filters()) {
            Optional<Collection> named = Optional.ofNullable(
                            request.collection().columns().get(filter.column()))
                    .flatMap(Column::namesOf)
                    .map(Collection::named);
            named.ifPresent(collection -> filter.values().stream()
                    .filter(value -> !value.endsWith("*"))
                    .filter(value ->
                            rows(handle, ListStatement.named(collection, value)).isEmpty()
                                    && rows(handle, ListStatement.of(request.onlyBy(filter, value)))
                                            .isEmpty())
                    .findFirst()
                    .ifPresent(value -> {
                        throw new InvalidRequestException(
                                filter.column(),
                                "The console knows no " + filter.column() + " " + value
                                        + ", as far as it has read the log."
                                        + NameSuggestions.sentence(value, names(handle, collection, value)),
                                "GET /api/v1/" + collection.name() + " lists them");
                    }));
        }
    }

    /** Returns known names that are like one that nobody has, the nearest first; at most three of those that begin alike. */
    public List<String> similar(Collection collection, String name) {
        return NameSuggestions.of(name, bounded(handle -> names(handle, collection, name)));
    }

    private static List<String> names(Handle handle, Collection collection, String name) {
        String column = Sql.name(collection.nameColumn().orElse("id"));
        String beginning = name.substring(0, Math.min(BEGINNING, name.length()));
        return handle.createQuery("SELECT DISTINCT " + column + " FROM " + collection.view() + " WHERE starts_with("
                        + column + ", :beginning) LIMIT " + MOST_NAMES)
                .bind("beginning", beginning)
                .mapTo(String.class)
                .list();
    }

    private <T> T bounded(HandleCallback<T, RuntimeException> question) {
        return database.inTransaction(handle -> {
            handle.execute("SET LOCAL statement_timeout = '" + TIMEOUT + "'");
            return question.withHandle(handle);
        });
    }

    private static List<Row> rows(Handle handle, ListStatement statement) {
        Query query = handle.createQuery(statement.sql());
        statement.parameters().forEach(query::bind);
        return query.map((columns, context) -> new Row(
                        columns.getString("document"), columns.getString("sort_value"), columns.getString("row_key")))
                .list();
    }

    /** Returns the instant up to which every topic is folded; empty while one of them was never folded to its end. */
    public Optional<Instant> asOf() {
        return bounded(this::asOf);
    }

    private Optional<Instant> asOf(Handle handle) {
        return handle.createQuery("SELECT min(as_of) FROM folded_topics HAVING count(*) = :topics")
                .bind("topics", topics)
                .mapTo(OffsetDateTime.class)
                .findOne()
                .map(OffsetDateTime::toInstant);
    }

    private record Row(String document, String sortValue, String key) {
        Cursor cursor(Sort sort) {
            return new Cursor(sort.text(), sortValue, key);
        }
    }
}
