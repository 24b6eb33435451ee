package io.slackwater.console.query;

import java.time.DateTimeException;
import java.time.Instant;

/** What a column has, and so how it is compared. */
public enum ColumnType {
    TEXT("text", "''"),
    BOOLEAN("boolean", "false"),
    NUMBER("bigint", "0"),
    /** ISO 8601, in UTC. */
    TIME("timestamptz", "'-infinity'::timestamptz"),
    /** Several names, of which a filter means one; nothing can be sorted by them. */
    NAMES("text", "''"),
    /** Names and values; nothing can be sorted by them. */
    LABELS("jsonb", "'{}'::jsonb");

    private final String sqlType;
    private final String lowest;

    ColumnType(String sqlType, String lowest) {
        this.sqlType = sqlType;
        this.lowest = lowest;
    }

    String sqlType() {
        return sqlType;
    }

    /** Returns what a row without a value is sorted as. */
    String lowest() {
        return lowest;
    }

    boolean isSortable() {
        return this != LABELS && this != NAMES;
    }

    /** Whether a text is a value of this type. */
    boolean accepts(String text) {
        return switch (this) {
            case TEXT, NAMES -> true;
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case NUMBER -> text.matches("-?[0-9]{1,18}");
            case TIME -> isTime(text);
            case LABELS -> text.indexOf('=') > 0;
        };
    }

    /** Returns what the values look like, for an error. */
    String example() {
        return switch (this) {
            case TEXT, NAMES -> "a text";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a whole number";
            case TIME -> "a time in UTC such as 2026-11-30T15:04:05Z";
            case LABELS -> "name=value";
        };
    }

    private static boolean isTime(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeException other) {
            return text.equals("-infinity");
        }
    }
}
