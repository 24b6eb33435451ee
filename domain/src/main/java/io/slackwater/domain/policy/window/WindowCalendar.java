package io.slackwater.domain.policy.window;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All windows of one policy, evaluated together. */
public record WindowCalendar(List<Window> windows) {

    private static final Comparator<Occurrence> BY_START = Comparator.comparing(Occurrence::start)
            .thenComparing(Comparator.comparing(Occurrence::end).reversed());

    public WindowCalendar {
        windows = List.copyOf(windows);
    }

    /** Returns the next occurrence that starts after a time; of those that start together, the longest. */
    public Optional<Occurrence> firstAfter(Instant time) {
        return windows.stream()
                .flatMap(window -> window.firstAfter(time).stream())
                .min(BY_START);
    }

    /**
     * Says what the windows allow.
     *
     * @param takesAtMost how long what is to be done takes at most
     * @param used whether the VM used an occurrence already
     */
    public WindowState at(Instant now, Duration takesAtMost, Predicate<Occurrence> used) {
        List<Occurrence> open = windows.stream()
                .flatMap(window -> window.current(now).stream())
                .sorted(Comparator.comparing(Occurrence::end).reversed())
                .toList();
        Optional<Occurrence> next = firstAfter(now);
        if (open.isEmpty()) {
            return new WindowState.Closed(next);
        }
        Optional<Occurrence> unused = open.stream().filter(used.negate()).findFirst();
        if (unused.isEmpty()) {
            return new WindowState.Used(open.get(0), next);
        }
        return unused.get().fits(now, takesAtMost)
                ? new WindowState.Open(unused.get(), next)
                : new WindowState.TooShort(unused.get(), next);
    }

    /** Returns the first occurrence in which something that is due from a time on can be done. */
    public Optional<Occurrence> firstUsable(Instant dueFrom, Duration takesAtMost) {
        return at(dueFrom, takesAtMost, occurrence -> false) instanceof WindowState.Open open
                ? Optional.of(open.occurrence())
                : firstAfter(dueFrom);
    }
}
