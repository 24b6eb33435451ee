package io.slackwater.hypervisor.paths;

import java.util.ArrayList;
import java.util.List;

/**
 * A path of a host, as text: never a {@code java.nio.file.Path}, which throws on names that this machine's locale cannot say. Empty
 * steps and {@code .} are taken out. A {@code ..} stays, as the directory before it may be a symbolic link.
 */
public final class RemotePath {

    private static final char UNREADABLE = '\uFFFD';
    private static final String UP = "..";

    private final String text;
    private final boolean exact;

    private RemotePath(String text, boolean exact) {
        this.text = text;
        this.exact = exact;
    }

    /**
     * Reads a path. It never throws: a path that cannot be told is not {@linkplain #isExact exact}.
     *
     * @param path as a host or an image gives it; what follows a NUL is dropped, as C does
     */
    public static RemotePath of(String path) {
        int end = path.indexOf('\0');
        String named = end < 0 ? path : path.substring(0, end);
        boolean exact = end < 0 && named.startsWith("/") && named.indexOf(UNREADABLE) < 0;
        List<String> steps = new ArrayList<>();
        for (String step : named.split("/", -1)) {
            boolean isAtRoot = steps.isEmpty() && named.startsWith("/");
            if (!step.isEmpty() && !step.equals(".") && !(step.equals(UP) && isAtRoot)) {
                steps.add(step);
            }
        }
        return new RemotePath((named.startsWith("/") ? "/" : "") + String.join("/", steps), exact);
    }

    /** Returns the path that a file names, which is relative to that file's own directory where it does not begin at the root. */
    public RemotePath beside(String name) {
        if (name.startsWith("/")) {
            return of(name);
        }
        RemotePath named = of(text.substring(0, text.lastIndexOf('/') + 1) + name);
        return new RemotePath(named.text, named.exact && exact);
    }

    /** Returns the path without {@code ..}: where it leads if no directory on it is a symbolic link. */
    public RemotePath withoutLinks() {
        List<String> steps = new ArrayList<>();
        for (String step : text.split("/", -1)) {
            if (!step.equals(UP)) {
                steps.add(step);
            } else if (!steps.isEmpty()) {
                steps.remove(steps.size() - 1);
            }
        }
        RemotePath straight = of((text.startsWith("/") ? "/" : "") + String.join("/", steps));
        return new RemotePath(straight.text, exact);
    }

    /** Whether it goes upwards from a directory, so that its text alone does not say where it leads. */
    public boolean climbs() {
        return List.of(text.split("/", -1)).contains(UP);
    }

    /** Whether the text is the whole path: absolute, without a NUL, and in characters that could be read. */
    public boolean isExact() {
        return exact;
    }

    /** Whether it is the other path, or a directory above it. */
    public boolean isOrContains(RemotePath other) {
        return other.text.equals(text) || other.text.startsWith(text.endsWith("/") ? text : text + "/");
    }

    /** Returns the path as text. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RemotePath path && path.text.equals(text) && path.exact == exact;
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
