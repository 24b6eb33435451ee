package io.slackwater.domain.change;

import io.slackwater.domain.portion.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * Portion versions of one operating system that move together.
 *
 * @param portions at least one, each portion once
 * @param advisories the ids of the advisories that it answers
 * @param source who says so
 */
public record Change(
        String operatingSystem,
        List<VerifiedVersion> portions,
        Severity severity,
        List<String> advisories,
        String source) {

    public Change {
        if (portions.isEmpty()) {
            throw new IllegalArgumentException("a change of " + operatingSystem + " needs a portion");
        }
        portions = portions.stream()
                .sorted(Comparator.comparing(VerifiedVersion::portion))
                .toList();
        advisories = List.copyOf(advisories);
    }

    /** Returns the id, which is the same whoever sees the change, however often. */
    public String id() {
        return ChangeId.of(
                operatingSystem,
                portions.stream().map(VerifiedVersion::identity).toList());
    }
}
