package io.slackwater.standalone.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows in columns that are as wide as their widest value; the last one ends where it ends. */
public final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** A table without rows. */
    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /** Adds a row with a value for each heading; an empty one is shown as a hyphen. */
    public Table row(Object... values) {
        if (values.length != rows.get(0).size()) {
            throw new IllegalArgumentException("There are " + rows.get(0).size() + " columns: " + List.of(values));
        }
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            String text = value.toString().replaceAll("\\s+", " ").strip();
            row.add(text.isEmpty() ? "-" : text);
        }
        rows.add(row);
        return this;
    }

    /** Returns the lines, headings first. */
    public List<String> lines() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String value = row.get(column);
            line.append(value);
            if (column < row.size() - 1) {
                line.append(" ".repeat(widths[column] - value.length())).append(GAP);
            }
        }
        return line.toString();
    }
}
