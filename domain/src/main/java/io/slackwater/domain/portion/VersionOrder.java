package io.slackwater.domain.portion;

/** How the versions of a portion are compared. */
public enum VersionOrder {
    /** By Debian Policy 5.6.12. */
    DEBIAN,
    /** Only by the list of what is superseded. */
    LISTED
}
