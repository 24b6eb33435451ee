package io.slackwater.api;

import java.time.Instant;

/**
 * Why something has not happened.
 *
 * @param code one of the codes in docs/glossary.md
 * @param subject what stands in the way: a host, a VM, a volume, ...
 * @param since since when, as far as it was seen
 * @param detail a sentence for people; empty where the code says all
 */
public record BlockerInfo(String code, String subject, Instant since, String detail) {}
