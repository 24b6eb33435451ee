package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.Blocker;
import java.util.List;
import java.util.stream.Collectors;

/** Blockers in words. */
public final class Blockers {

    private Blockers() {}

    /** Returns the codes with what they are about, after a comma; nothing for no blockers. */
    static String inWords(List<Blocker> blockers) {
        return blockers.isEmpty()
                ? ""
                : ", held by "
                        + blockers.stream()
                                .map(blocker -> blocker.getCode()
                                        + (blocker.getDetail().isEmpty() ? "" : " (" + blocker.getDetail() + ")"))
                                .distinct()
                                .collect(Collectors.joining(", "));
    }

    /** Returns the codes alone. */
    public static String codes(List<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> blocker.getCode().toString())
                .distinct()
                .collect(Collectors.joining(" "));
    }
}
