/** What several tests need. */
@NullMarked
package io.slackwater.ingest.testing;

import org.jspecify.annotations.NullMarked;
