/** The facade: an archive, the verified snapshots of its suites, and the packages in them. */
@NullMarked
package io.slackwater.debian.archive;

import org.jspecify.annotations.NullMarked;
