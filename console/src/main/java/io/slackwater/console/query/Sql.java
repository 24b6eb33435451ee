package io.slackwater.console.query;

/** Names in SQL. Only names of the program's own are written into statements; what callers send stands in parameters. */
final class Sql {

    private Sql() {}

    /** Returns a column's name in quotes. */
    static String name(String column) {
        return "\"" + column + "\"";
    }
}
