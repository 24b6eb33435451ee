package io.slackwater.console.query;

import java.util.List;

/**
 * What a caller wants to see of a list: the rows whose column has one of these values.
 *
 * @param column a column of the collection
 * @param comparison how the column is compared
 * @param values one or more, each of the column's type
 */
record Filter(String column, Comparison comparison, List<String> values) {

    /** How a column is compared with a value. */
    enum Comparison {
        EQUAL,
        /** Not before the time. */
        AFTER,
        /** Before the time. */
        BEFORE
    }
}
