package io.slackwater.console.query;

import io.slackwater.api.Page;
import io.slackwater.domain.text.NameSuggestions;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Asks the read model. */
public final class Queries {

    private static final int MOST_NAMES = 5_000;

    private final Jdbi database;
    private final DocumentReader documents;

    /** Queries of a database whose tables are there. */
    public Queries(Jdbi database, DocumentReader documents) {
        this.database = database;
        this.documents = documents;
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
        return database.inTransaction(handle -> {
            List<Row> rows = rows(handle, statement);
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
        return database.withHandle(handle -> rows(handle, statement)).stream()
                .map(row -> documents.read(row.document(), type))
                .toList();
    }

    /** Returns known names that are like one that nobody has, the nearest first; at most three. */
    public List<String> similar(Collection collection, String name) {
        String column = collection.nameColumn().orElse("id");
        List<String> names = database.withHandle(handle -> handle.createQuery(
                        "SELECT DISTINCT " + Sql.name(column) + " FROM " + collection.view() + " LIMIT " + MOST_NAMES)
                .mapTo(String.class)
                .list());
        return NameSuggestions.of(name, names);
    }

    private static List<Row> rows(Handle handle, ListStatement statement) {
        Query query = handle.createQuery(statement.sql());
        statement.parameters().forEach(query::bind);
        return query.map((columns, context) -> new Row(
                        columns.getString("document"), columns.getString("sort_value"), columns.getString("row_key")))
                .list();
    }

    /** The instant up to which every topic is folded. */
    private static Optional<Instant> asOf(Handle handle) {
        return handle.createQuery("SELECT min(as_of) FROM folded_topics")
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
