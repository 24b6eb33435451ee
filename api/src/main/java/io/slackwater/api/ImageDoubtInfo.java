package io.slackwater.api;

/**
 * A reason why it is not known that nothing refers to an image.
 *
 * @param code what kind of reason it is, such as HOST_UNREACHABLE
 * @param subject what it is about: a host, a pool, a VM, an image or a topic
 * @param detail the reason, for a person
 */
public record ImageDoubtInfo(String code, String subject, String detail) {}
