package io.slackwater.domain.match;

/**
 * The way back from a version that only withdrawn changes brought.
 *
 * @param to the newest available change among those that it had taken the place of
 * @param withdrawn the id of the change that is returned from
 */
public record ReturnTarget(AvailableChange to, String withdrawn) {}
