package io.slackwater.domain.policy.window;

import java.time.LocalDateTime;
import java.util.Optional;

/** When windows start, by a clock that knows neither time zones nor daylight saving. */
public interface StartTimes {

    /** Returns the first start after a time, or empty where none comes any more. */
    Optional<LocalDateTime> firstAfter(LocalDateTime time);

    /** Returns the last start at or before a time, or empty where there was none. */
    Optional<LocalDateTime> lastUntil(LocalDateTime time);
}
