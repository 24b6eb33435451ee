/** The source that is a Debian archive. */
@NullMarked
package io.slackwater.ingest.debian;

import org.jspecify.annotations.NullMarked;
