package io.slackwater.inventory.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes that are available, arranged for looking up what replaces a portion version. Fleets refer to few versions, so
 * the answers are remembered until a change comes or goes.
 */
public final class ChangeBook {

    private final Supersession supersession;
    private final Map<String, Change> changes = new HashMap<>();
    private final Map<Holding, List<Change>> answers = new HashMap<>();

    public ChangeBook(Supersession supersession) {
        this.supersession = supersession;
    }

    /** Adds a change, or replaces what was known of it. */
    public void add(Change change) {
        changes.put(change.id(), change);
        answers.clear();
    }

    /** Takes a change out, for it was withdrawn. */
    public void remove(String changeId) {
        changes.remove(changeId);
        answers.clear();
    }

    /** Returns an available change, or empty where none has that id. */
    public Optional<Change> find(String changeId) {
        return Optional.ofNullable(changes.get(changeId));
    }

    /** Returns every change that replaces what a volume holds, in no particular order. */
    public List<Change> replacing(Holding holding) {
        return answers.computeIfAbsent(holding, this::search);
    }

    /** Whether a target of a change replaces a version. */
    public boolean replaces(Target target, String version) {
        return supersession.replaces(target, version);
    }

    /** Returns the newest of some changes; the list is not empty. */
    public Change newest(List<Change> candidates) {
        Change newest = candidates.get(0);
        for (Change candidate : candidates) {
            if (!candidate.equals(newest) && supersession.isNewer(candidate, newest)) {
                newest = candidate;
            }
        }
        return newest;
    }

    private List<Change> search(Holding holding) {
        List<Change> found = new ArrayList<>();
        for (Change change : changes.values()) {
            boolean replaces = change.target(holding.portion())
                    .filter(target -> target.kind() == holding.kind())
                    .filter(target -> supersession.replaces(target, holding.version()))
                    .isPresent();
            if (replaces) {
                found.add(change);
            }
        }
        return found;
    }
}
