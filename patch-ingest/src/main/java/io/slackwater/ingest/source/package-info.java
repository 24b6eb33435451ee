/** Sources of changes, looked at in turn. */
@NullMarked
package io.slackwater.ingest.source;

import org.jspecify.annotations.NullMarked;
