package io.slackwater.domain.update;

/**
 * Which update it is.
 *
 * @param updateId derived from the other three
 * @param episode the id of the event that opened it
 */
public record UpdateKey(String updateId, String changeId, String vmId, String episode) {}
