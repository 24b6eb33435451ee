package io.slackwater.ingest.debian;

import io.slackwater.domain.portion.PortionKind;
import java.util.regex.Pattern;

/**
 * Which file of which package is a portion.
 *
 * @param portion operating system first: {@code debian-12/kernel}
 * @param packageName what the whole name of the package matches
 * @param member the file in the package
 * @param versionFromMember whether what the member's star stands for is the version, rather than the package's version
 */
public record PortionRule(
        String portion, PortionKind kind, Pattern packageName, MemberPattern member, boolean versionFromMember) {}
