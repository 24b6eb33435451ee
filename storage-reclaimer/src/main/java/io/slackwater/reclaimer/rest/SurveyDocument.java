package io.slackwater.reclaimer.rest;

import java.util.List;

/**
 * What is in a store, matched with what is known, as it is shown.
 *
 * @param volumes by name
 * @param notAsked the hosts that were not asked, and why; while there are any, nothing counts as free
 * @param unread how many volumes are as long as a known artifact, and were not read yet: ask again
 * @param freeableBytes what would come free if all that is matched by digest, replaced and not referred to were adopted
 */
public record SurveyDocument(
        String store, List<SurveyedDocument> volumes, List<HolderDocument> notAsked, long unread, long freeableBytes) {

    static SurveyDocument of(String store, List<SurveyedDocument> volumes, List<HolderDocument> notAsked) {
        return new SurveyDocument(
                store,
                volumes,
                notAsked,
                volumes.stream()
                        .filter(volume -> volume.match() == SurveyedDocument.MatchedBy.UNREAD)
                        .count(),
                volumes.stream()
                        .filter(SurveyedDocument::freeable)
                        .mapToLong(SurveyedDocument::sizeBytes)
                        .sum());
    }
}
