package io.slackwater.domain.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds known names that are similar to a mistyped one. */
public final class NameSuggestions {

    private static final int MOST = 3;

    private NameSuggestions() {}

    /**
     * Returns those of the names that are like what was written, the nearest first; at most three, and none that has little
     * in common with it.
     */
    public static List<String> of(String written, Collection<String> names) {
        return names.stream()
                .distinct()
                .filter(name -> isLike(written, name))
                .sorted(Comparator.comparingInt((String name) -> rank(written, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Returns the same as a sentence that begins with a space; empty where there is none. */
    public static String sentence(String written, Collection<String> names) {
        List<String> found = of(written, names);
        return found.isEmpty() ? "" : " Nearest: " + String.join(", ", found) + ".";
    }

    /** How many characters must be put in, taken out or replaced to make the one the other. */
    public static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int index = 1; index <= one.length(); index++) {
            int diagonal = row[0];
            row[0] = index;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (one.charAt(index - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }

    private static boolean isLike(String written, String name) {
        return isPart(written, name) || distance(lower(written), lower(name)) * 2 <= longer(written, name);
    }

    private static int rank(String written, String name) {
        return isPart(written, name) ? 0 : distance(lower(written), lower(name));
    }

    private static boolean isPart(String written, String name) {
        return !written.isBlank() && lower(name).contains(lower(written));
    }

    private static int longer(String one, String other) {
        return Math.max(one.length(), other.length());
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
