package io.slackwater.reclaimer.rest;

import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.runtime.rest.InvalidRequestException;
import java.util.Set;

/** Sees to it that a request names what there is. */
final class Known {

    private Known() {}

    /**
     * Returns the store that is named.
     *
     * @param stores those that this instance keeps
     * @throws InvalidRequestException if it is none of them; it names the nearest
     */
    static String store(String named, Set<String> stores) {
        return require("store", named, stores, "'slackwater storage hosts' (GET /stores) lists the stores");
    }

    /**
     * Returns the portion that is named.
     *
     * @param portions those that this instance has heard of
     * @throws InvalidRequestException if it is none of them; it names the nearest
     */
    static String portion(String named, Set<String> portions) {
        return require("portion", named, portions, "'slackwater storage' (GET /volumes) lists what is stored");
    }

    private static String require(String field, String named, Set<String> known, String remedy) {
        if (!known.contains(named)) {
            throw new InvalidRequestException(
                    field,
                    named.isBlank()
                            ? "The %s is missing".formatted(field)
                            : "This instance knows no %s %s".formatted(field, named),
                    (NameSuggestions.sentence(named, known) + " " + remedy).strip());
        }
        return named;
    }
}
