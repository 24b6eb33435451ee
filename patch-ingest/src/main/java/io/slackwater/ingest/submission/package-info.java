/** Changes that somebody submits: what they may say. */
@NullMarked
package io.slackwater.ingest.submission;

import org.jspecify.annotations.NullMarked;
