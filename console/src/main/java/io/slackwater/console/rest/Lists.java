package io.slackwater.console.rest;

import io.slackwater.api.Page;
import io.slackwater.console.query.Collection;
import io.slackwater.console.query.DocumentReader;
import io.slackwater.console.query.Queries;
import io.slackwater.console.service.ReadModel;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** What the resources of all collections have in common. */
@Singleton
class Lists {

    private final Queries queries;

    Lists(DataSource database) {
        this.queries = new Queries(Jdbi.create(database), new DocumentReader(), ReadModel.topicCount());
    }

    <T> Page<T> list(Collection collection, UriInfo uri, Class<T> type) {
        return queries.list(collection, uri.getQueryParameters(), type);
    }

    /**
     * Returns the only document that an id or a name means.
     *
     * @throws UnknownNameException if there is none
     */
    <T> T one(Collection collection, String idOrName, Class<T> type) {
        return several(collection, idOrName, type).get(0);
    }

    /**
     * Returns the documents that an id or a name means, at least one.
     *
     * @throws UnknownNameException if there is none
     */
    <T> List<T> several(Collection collection, String idOrName, Class<T> type) {
        List<T> found = queries.find(collection, idOrName, type);
        if (found.isEmpty()) {
            throw new UnknownNameException(collection, idOrName, queries.similar(collection, idOrName), queries.asOf());
        }
        return found;
    }
}
