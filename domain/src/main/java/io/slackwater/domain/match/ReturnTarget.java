package io.slackwater.domain.match;

/**
 * The available change that replaces a withdrawn version.
 *
 * @param to the newest available change among those that it had taken the place of
 * @param withdrawn the id of the change that is returned from
 */
public record ReturnTarget(PublishedChange to, String withdrawn) {}
