package io.slackwater.api;

import java.time.Instant;

/**
 * A blocker of an update that has not ended.
 *
 * @param detail a sentence for people; empty where the code says all
 * @param update the id of the update
 */
public record BlockerResponse(
        String id,
        String code,
        String subject,
        Instant since,
        String detail,
        String update,
        String change,
        String vm,
        String host) {}
