package io.slackwater.domain.portion;

/**
 * A version of a portion.
 *
 * @param portion the portion's name, operating system first: {@code debian-12/kernel}
 */
public record PortionVersion(String portion, String version, PortionKind kind) {

    /** Returns it as a person writes it: {@code debian-12/kernel@6.1.0-50}. */
    public String inWords() {
        return portion + "@" + version;
    }
}
