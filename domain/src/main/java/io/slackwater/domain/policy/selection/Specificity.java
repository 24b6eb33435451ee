package io.slackwater.domain.policy.selection;

import io.slackwater.domain.policy.PortionPattern;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.portion.Severity;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares how much two selectors ask for. */
final class Specificity {

    private static final int EXACT = 1_000_000;

    private Specificity() {}

    /** Returns a comparator that puts the selector first that asks for more. */
    static Comparator<Selector> mostFirst() {
        return Stream.of(Criterion.values())
                .map(Specificity::mostFirst)
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    /** Returns the criterion by which the first of two asks for more, or empty where they ask for as much. */
    static Optional<Criterion> decidedBy(Selector more, Selector less) {
        return Stream.of(Criterion.values())
                .filter(criterion -> weight(more, criterion) != weight(less, criterion))
                .findFirst();
    }

    private static Comparator<Selector> mostFirst(Criterion criterion) {
        return Comparator.<Selector>comparingInt(selector -> weight(selector, criterion))
                .reversed();
    }

    private static int weight(Selector selector, Criterion criterion) {
        return switch (criterion) {
            case VM_LABELS -> selector.vmLabels().size();
            case HOST_LABELS -> selector.hostLabels().size();
            case PORTION -> selector.portion().map(Specificity::weight).orElse(0);
            case SEVERITY ->
                EnumSet.range(Severity.UNKNOWN, selector.minimumSeverity()).size();
        };
    }

    /** Any pattern weighs more than none, and a whole name more than any pattern. */
    private static int weight(PortionPattern pattern) {
        return pattern.isExact() ? EXACT : 1 + pattern.givenCharacters();
    }
}
